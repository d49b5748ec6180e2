import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { halfWay, readHalfWay } from '#spine/sign-in/half-way.ts'
import type { Knower } from '#spine/sign-in/passwords.ts'
import { useCode } from '#spine/sign-in/second-factor.ts'
import { Refusal } from '#spine/refusal.ts'
import { openSession } from '#spine/tenancy/sessions.ts'
import { refuseForeignPages } from '../../auth.ts'
import type { House } from '../../house.ts'
import { sourceOfContext } from '../../source.ts'
import { page, type Html } from '../page.ts'
import { fieldsOf, refused } from '../security/shown.ts'
import type { Say } from '../words/say.ts'
import { localPath } from './local-path.ts'
import { noteSignIn, takeSession } from './session-cookie.ts'

/** Asks whoever knew the password for a code. */
export const codePage = (house: House, knower: Knower, next: string, say: Say): Html =>
  page(
    say('Sign in to Storewright'),
    html`<h1>${say('One more thing')}</h1>
      <form method="post" action="/sign-in/code">
        <input type="hidden" name="next" value="${next}" />
        <input type="hidden" name="ticket" value="${halfWay(house.ring, knower)}" />
        <label for="code">${say('The code of your app, or a recovery code')}</label>
        <input
          id="code"
          name="code"
          required
          autocomplete="one-time-code"
          autofocus
          spellcheck="false"
          maxlength="40"
        />
        <button>${say('Sign in')}</button>
      </form>`,
    'card',
    say,
  )

/** The second half of signing in by password. Codes are few, so their tries are counted too, for each member. */
export function codeSignIn(app: Hono, house: House): void {
  app.post('/sign-in/code', async context => {
    refuseForeignPages(house, context)
    try {
      return await enter(house, context)
    } catch (error) {
      return refused(house, context, error, '/sign-in')
    }
  })
}

async function enter(house: House, context: Context): Promise<Response> {
  const { ticket = '', code = '', next } = await fieldsOf(context)
  const { tenantId, memberId } = readHalfWay(house.ring, ticket)
  const counted = house.tries.signIn(sourceOfContext(context, house.trustedHops), `code ${memberId}`)
  const session = await house.db.tenant(tenantId, async tx => {
    if (!(await useCode(tx, house.connecting.vault, memberId, code))) return undefined
    const opened = await openSession(tx, memberId)
    await noteSignIn(tx, memberId, 'password')
    return opened
  })
  if (!session) throw new Refusal('unauthenticated', 'This code does not fit, or was used already.')
  counted.succeeded()
  await takeSession(house, context, session)
  return context.redirect(localPath(next), 303)
}
