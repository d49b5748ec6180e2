import type { Hono } from 'hono'
import { html } from 'hono/html'
import { signInByPasskey } from '#spine/sign-in/passkey-sign-in.ts'
import { assertionOptions, passkeyHost } from '#spine/sign-in/passkeys.ts'
import { refuseForeignPages } from '../../auth.ts'
import type { House } from '../../house.ts'
import { ownFile } from '../own-file.ts'
import { sourceOfContext } from '../../source.ts'
import type { Html } from '../page.ts'
import { fieldsOf, refused } from '../security/shown.ts'
import type { Say } from '../words/say.ts'
import { localPath } from './local-path.ts'
import { noteSignIn, takeSession } from './session-cookie.ts'

/** The button that signs in by a passkey; the script shows it where the browser knows passkeys. */
export async function passkeyForm(house: House, next: string, say: Say): Promise<Html> {
  if (passkeyHost(house.publicUrl) === undefined) return html``
  const options = JSON.stringify(await assertionOptions(house))
  return html`<form
    method="post"
    action="/sign-in/passkey"
    data-options="${options}"
    data-deed="get"
    data-none="${say('No passkey was given.')}"
    hidden
  >
    <input type="hidden" name="next" value="${next}" />
    <input type="hidden" name="answer" />
    <p class="or">${say('or')}</p>
    <button class="plain">${say('Sign in with a passkey')}</button>
    <p role="status"></p>
  </form>`
}

/** Signing in by passkey, and the script that asks the browser for one. */
export function passkeySignIn(app: Hono, house: House): void {
  ownFile(app, '/passkey.js', new URL('passkey.js', import.meta.url))
  app.post('/sign-in/passkey', async context => {
    refuseForeignPages(house, context)
    try {
      const { answer = '', next } = await fieldsOf(context)
      // Nobody guesses a signature, so these tries take nothing from those by password.
      const counted = house.tries.signIn(`passkey ${sourceOfContext(context, house.trustedHops)}`)
      const session = await signInByPasskey(house.db, house, answer)
      counted.succeeded()
      await house.db.tenant(session.tenantId, tx => noteSignIn(tx, session.memberId, 'passkey'))
      await takeSession(house, context, session)
      return context.redirect(localPath(next), 303)
    } catch (error) {
      return refused(house, context, error, '/sign-in')
    }
  })
}
