import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { isRefusal, type Refusal } from '#spine/refusal.ts'
import { redeemSignInLink } from '#spine/tenancy/sign-in-links.ts'
import { refuseForeignPages } from '../../auth.ts'
import type { House } from '../../house.ts'
import { ownFile } from '../own-file.ts'
import { sourceOfContext } from '../../source.ts'
import { page, type Html } from '../page.ts'
import { passkeyForm, passkeySignIn } from './by-passkey.ts'
import { passwordForm, passwordSignIn } from './by-password.ts'
import { sayTo, type Say } from '../words/say.ts'
import { localPath } from './local-path.ts'
import { leaveSession, noteSignIn, takeSession } from './session-cookie.ts'

/** Signing in by a one-time link, and out. Mail scanners and previews follow links: only the button's POST uses the token up. */
export function signInPages(app: Hono, house: House): void {
  app.get('/sign-in', async context => {
    const next = localPath(context.req.query('next'))
    const say = sayTo(context)
    const body = form(next, await passkeyForm(house, next, say), say)
    return context.html(page(say('Sign in to Storewright'), body, 'card', say))
  })
  ownFile(app, '/sign-in.js', new URL('sign-in.js', import.meta.url))
  app.post('/sign-in', async context => {
    refuseForeignPages(house, context)
    const { token, next } = Object.fromEntries(await context.req.formData())
    try {
      // Counted apart from passwords: a link is the way in when those are being guessed.
      const counted = house.tries.signIn(`link ${sourceOfContext(context, house.trustedHops)}`)
      const session = await redeemSignInLink(house.db, tokenIn(token))
      counted.succeeded()
      await house.db.tenant(session.tenantId, tx => noteSignIn(tx, session.memberId, 'link'))
      await takeSession(house, context, session)
      return context.redirect(localPath(next), 303)
    } catch (error) {
      if (!isRefusal(error)) throw error
      return refused(context, error)
    }
  })
  passwordSignIn(app, house)
  passkeySignIn(app, house)
  app.post('/sign-out', async context => {
    refuseForeignPages(house, context)
    await leaveSession(house, context)
    return context.redirect('/', 303)
  })
}

// Without a script, people paste the code, or the whole link.
function tokenIn(given: unknown): string {
  const text = typeof given === 'string' ? given.trim() : ''
  return /[#?&]token=([\w-]+)/.exec(text)?.[1] ?? text
}

const form = (next: string, passkey: Html, say: Say): Html =>
  html`<h1>${say('Sign in to Storewright')}</h1>
    <div id="others">${passwordForm(next, say)} ${passkey}</div>
    <details id="link">
      <summary>${say('Sign in by a link')}</summary>
      <p id="whence">${whence(say)}</p>
      <p>${say('Your link works once, within an hour. Nothing happens before you press the button.')}</p>
      <form method="post" action="/sign-in">
        <p id="code">
          <label for="token">${say('Paste your sign-in link here')}</label>
          <input id="token" name="token" required autocomplete="off" spellcheck="false" />
        </p>
        <input type="hidden" name="next" value="${next}" />
        <button>${say('Sign in to Storewright')}</button>
      </form>
    </details>
    <script src="/sign-in.js"></script>
    <script src="/passkey.js"></script>`

const whence = (say: Say): Html =>
  html`${say('An admin makes one for you under Members; whoever runs this server makes one by the command')}
    <code>storewright sign-in</code>.`

function refused(context: Context, { code, says, retryAfterSeconds }: Refusal): Response | Promise<Response> {
  if (retryAfterSeconds !== undefined) context.header('retry-after', String(retryAfterSeconds))
  context.status(code === 'rate_limited' ? 429 : 401)
  const say = sayTo(context)
  const body = html`<h1>${say('This link does not work')}</h1>
    <p>${say.told(says)}</p>
    <p>${whence(say)}</p>
    <p><a href="/sign-in">${say('Back')}</a></p>`
  return context.html(page(say('Sign in to Storewright'), body, 'card', say))
}
