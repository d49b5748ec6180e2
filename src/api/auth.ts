import { createHmac } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { Refusal } from '#spine/refusal.ts'
import type { Actor } from '#spine/tenancy/actor.ts'
import { keyActor } from '#spine/tenancy/key-actor.ts'
import { sessionActor } from '#spine/tenancy/sessions.ts'
import type { House } from './house.ts'

/** The session's cookie: bound to this host over https, plain on a machine at home. */
export function cookieName(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? '__Host-storewright' : 'storewright'
}

/** Who calls: by API key, or by a browser's session. */
export async function callerOf(house: House, context: Context): Promise<Actor> {
  const bearer = /^Bearer (\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1]
  if (bearer !== undefined) return known(await keyActor(house.db, bearer, 'rest'))
  const token = getCookie(context, cookieName(house.publicUrl))
  if (token === undefined) return known(undefined)
  refuseForeignPages(house, context)
  return known(await sessionActor(house.db, token))
}

/** What only this session's browser can show, and what is of no use to sign in with; undefined for an API key. */
export function browserMark(house: House, context: Context): string | undefined {
  if (context.req.header('authorization') !== undefined) return undefined
  const token = getCookie(context, cookieName(house.publicUrl))
  return token && createHmac('sha256', house.ring.derive('oauth browser')).update(token).digest('base64url')
}

function known(actor: Actor | undefined): Actor {
  if (!actor) throw new Refusal('unauthenticated', 'Send an API key as a bearer token, or sign in.')
  return actor
}

/**
 * A cookie comes along from any page; only our own may use it to change something. What the browser itself says of the page goes
 * first; where it says nothing (plain http on another machine, programs), the page's origin must be ours. Throws Refusal `forbidden`.
 */
export function refuseForeignPages(house: House, context: Context): void {
  if (context.req.method === 'GET' || context.req.method === 'HEAD') return
  const site = context.req.header('sec-fetch-site')
  const origin = context.req.header('origin')
  const ours = new URL(house.publicUrl).origin
  const isOurs =
    site === undefined
      ? origin === undefined || origin === ours
      : site === 'same-origin' || (site === 'none' && origin === undefined)
  if (!isOurs) throw new Refusal('forbidden', `This request comes from another site than ${ours}.`)
}
