import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { knowPassword } from '#spine/sign-in/passwords.ts'
import { readSecondFactor } from '#spine/sign-in/second-factor.ts'
import { openSession } from '#spine/tenancy/sessions.ts'
import { refuseForeignPages } from '../../auth.ts'
import type { House } from '../../house.ts'
import { sourceOfContext } from '../../source.ts'
import type { Html } from '../page.ts'
import { fieldsOf, refused } from '../security/shown.ts'
import { codePage, codeSignIn } from './by-code.ts'
import { sayTo, type Say } from '../words/say.ts'
import { localPath } from './local-path.ts'
import { noteSignIn, takeSession } from './session-cookie.ts'

/** The form that asks for e-mail address and password. */
export const passwordForm = (next: string, say: Say): Html =>
  html`<form method="post" action="/sign-in/password">
    <input type="hidden" name="next" value="${next}" />
    <label for="email">${say('E-mail address')}</label>
    <input id="email" name="email" type="email" required autocomplete="username" />
    <label for="password">${say('Password')}</label>
    <input
      id="password"
      name="password"
      type="password"
      required
      maxlength="128"
      autocomplete="current-password"
    />
    <button>${say('Sign in')}</button>
  </form>`

/** Signing in by password. Tries are counted before anything is compared, for those who are no members as well. */
export function passwordSignIn(app: Hono, house: House): void {
  codeSignIn(app, house)
  app.post('/sign-in/password', async context => {
    refuseForeignPages(house, context)
    try {
      return await enter(house, context)
    } catch (error) {
      return refused(house, context, error, '/sign-in')
    }
  })
}

async function enter(house: House, context: Context): Promise<Response> {
  const { email = '', password = '', next } = await fieldsOf(context)
  const source = sourceOfContext(context, house.trustedHops)
  const counted = house.tries.signIn(source, `password ${email.trim().toLowerCase().slice(0, 254)}`)
  const knower = await knowPassword(house.db, email, password)
  const { tenantId, memberId } = knower
  const session = await house.db.tenant(tenantId, async tx => {
    if ((await readSecondFactor(tx, memberId)).isOn) return undefined
    const opened = await openSession(tx, memberId)
    await noteSignIn(tx, memberId, 'password')
    return opened
  })
  counted.succeeded()
  if (!session) return context.html(codePage(house, knower, localPath(next), sayTo(context)))
  await takeSession(house, context, session)
  return context.redirect(localPath(next), 303)
}
