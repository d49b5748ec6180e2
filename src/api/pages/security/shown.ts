import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { html } from 'hono/html'
import { isRefusal, Refusal } from '#spine/refusal.ts'
import type { Actor } from '#spine/tenancy/actor.ts'
import { sessionActor } from '#spine/tenancy/sessions.ts'
import { cookieName, refuseForeignPages } from '../../auth.ts'
import type { House } from '../../house.ts'
import { problemOf } from '../../problem.ts'
import { page, type Html } from '../page.ts'
import { sayTo, type Say } from '../words/say.ts'

/** A page, or what a form did, for the member who is signed in; whoever is not learns so. */
export async function shown(
  house: House,
  context: Context,
  make: (actor: Actor, say: Say) => Promise<Html | Response>,
): Promise<Response> {
  try {
    refuseForeignPages(house, context)
    const token = getCookie(context, cookieName(house.publicUrl))
    const actor = token === undefined ? undefined : await sessionActor(house.db, token)
    if (!actor) throw new Refusal('unauthenticated', 'Sign in to Storewright in this browser first.')
    const { refusal } = house.limit(actor)
    if (refusal) throw refusal
    const made = await make(actor, sayTo(context))
    return made instanceof Response ? made : context.html(made)
  } catch (error) {
    return refused(house, context, error, '/security')
  }
}

/** A refusal as a page of its own, with a way back. What is no refusal goes on as the defect it is. */
export async function refused(
  house: House,
  context: Context,
  error: unknown,
  back: string,
): Promise<Response> {
  if (!isRefusal(error)) throw error
  const say = sayTo(context)
  const { problem, retryAfter } = problemOf(error, '', house.publicUrl)
  const body = html`<h1>${say('That did not work')}</h1>
    <p>${say.told(error.says)}</p>
    <p><a href="${back}">${say('Back')}</a></p>`
  return new Response(await page(say('That did not work'), body, 'card', say), {
    status: problem.status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    },
  })
}

/** The form's fields that are text; a body that is no form has none. */
export async function fieldsOf(context: Context): Promise<Readonly<Record<string, string>>> {
  const form = await context.req.formData().catch(() => new FormData())
  return Object.fromEntries([...form].filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
}
