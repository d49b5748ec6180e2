import type { Hono } from 'hono'
import { html } from 'hono/html'
import {
  beginSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
  type Enrolment,
  type SecondFactor,
} from '#spine/sign-in/second-factor.ts'
import type { House } from '../../house.ts'
import { page, type Html } from '../page.ts'
import { takeSession } from '../sign-in/session-cookie.ts'
import type { Say } from '../words/say.ts'
import { fieldsOf, shown } from './shown.ts'

/** The part of the security page that is about the codes of an app. */
export const secondFactorPart = ({ isOn, codesLeft }: SecondFactor, say: Say): Html =>
  html`<h2>${say('Second factor')}</h2>
    ${
      isOn
        ? html`<p>
              ${say('Your password is asked for together with a code of your app. {count} recovery codes are left.', { count: codesLeft })}
            </p>
            <form method="post" action="/security/second-factor/remove">
              <button class="plain">${say('Switch the codes off')}</button>
            </form>`
        : html`<p>
              ${say('An authenticator app on your phone can give a code that is asked for after the password.')}
            </p>
            <form method="post" action="/security/second-factor">
              <button>${say('Set up codes')}</button>
            </form>`
    }`

/** Setting the codes up, confirming them, and switching them off. */
export function secondFactorForms(app: Hono, house: House): void {
  const { vault } = house.connecting
  app.post('/security/second-factor', context =>
    shown(house, context, async (actor, say) =>
      beginning(await beginSecondFactor(house.db, vault, actor, actor.name), say),
    ),
  )
  app.post('/security/second-factor/confirm', context =>
    shown(house, context, async (actor, say) => {
      const { code = '' } = await fieldsOf(context)
      const { recoveryCodes, session } = await confirmSecondFactor(house.db, vault, actor, code)
      await takeSession(house, context, session)
      return done(recoveryCodes, say)
    }),
  )
  app.post('/security/second-factor/remove', context =>
    shown(house, context, async actor => {
      await takeSession(house, context, await removeSecondFactor(house.db, actor))
      return context.redirect('/security', 303)
    }),
  )
}

const beginning = ({ secret, url }: Enrolment, say: Say): Html =>
  page(
    say('Set up codes'),
    html`<h1>${say('Set up codes')}</h1>
      <p>${say('In your authenticator app, add an account by hand, with this key, time based:')}</p>
      <pre tabindex="0">${secret.replaceAll(/.{4}(?=.)/g, '$& ')}</pre>
      <p>${say('Is the app on this very device?')} <a href="${url}">${say('Open it with the key.')}</a></p>
      <form method="post" action="/security/second-factor/confirm">
        <label for="code">${say('The code that it shows now')}</label>
        <input
          id="code"
          name="code"
          required
          inputmode="numeric"
          autocomplete="one-time-code"
          maxlength="10"
        />
        <button>${say('Switch the codes on')}</button>
      </form>`,
    'card',
    say,
  )

const done = (codes: readonly string[], say: Say): Html =>
  page(
    say('Codes are on'),
    html`<h1>${say('Codes are on')}</h1>
      <p>
        ${say('Keep these recovery codes where you find them without your phone. Each stands in for a code once. They are shown now and never again.')}
      </p>
      <pre tabindex="0">${codes.join('\n')}</pre>
      <p><a href="/security">${say('I have kept them')}</a></p>`,
    'card',
    say,
  )
