import type { Hono } from 'hono'
import { html } from 'hono/html'
import { removePassword, setPassword } from '#spine/sign-in/passwords.ts'
import { Refusal } from '#spine/refusal.ts'
import type { House } from '../../house.ts'
import type { Html } from '../page.ts'
import { takeSession } from '../sign-in/session-cookie.ts'
import type { Say } from '../words/say.ts'
import { fieldsOf, shown } from './shown.ts'

/** The part of the security page that is about the password. */
export const passwordPart = (hasOne: boolean, say: Say): Html =>
  html`<h2>${say('Password')}</h2>
    <p>${hasOne ? say('You have a password.') : say('You have none: you sign in by links or passkeys.')}</p>
    <form method="post" action="/security/password">
      <label for="password">${hasOne ? say('New password') : say('Password')}</label>
      <input
        id="password"
        name="password"
        type="password"
        required
        minlength="12"
        maxlength="128"
        autocomplete="new-password"
      />
      <p class="says">${say('At least 12 characters. It signs you out everywhere else.')}</p>
      <label for="again">${say('Once more')}</label>
      <input id="again" name="again" type="password" required maxlength="128" autocomplete="new-password" />
      <button>${hasOne ? say('Change the password') : say('Set the password')}</button>
    </form>
    ${
      hasOne
        ? html`<form method="post" action="/security/password/remove">
            <button class="plain">${say('Remove the password')}</button>
          </form>`
        : ''
    }`

/** Setting, changing and removing the own password. */
export function passwordForms(app: Hono, house: House): void {
  app.post('/security/password', context =>
    shown(house, context, async actor => {
      const { password = '', again } = await fieldsOf(context)
      if (password !== again) throw new Refusal('invalid_input', 'The two passwords differ.')
      await takeSession(house, context, await setPassword(house.db, actor, password))
      return context.redirect('/security', 303)
    }),
  )
  app.post('/security/password/remove', context =>
    shown(house, context, async actor => {
      await takeSession(house, context, await removePassword(house.db, actor))
      return context.redirect('/security', 303)
    }),
  )
}
