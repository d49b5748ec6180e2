import type { Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { html } from 'hono/html'
import { isRefusal } from '#spine/refusal.ts'
import { redeemSignInLink } from '#spine/tenancy/sign-in-links.ts'
import { endSession, sessionActor } from '#spine/tenancy/sessions.ts'
import { cookieName, refuseForeignPages } from './auth.ts'
import { page } from './docs-page.ts'
import type { House } from './house.ts'

/** The few pages until the console stands: signing in by a one-time link, and where to go from there. */
export function pageRoutes(app: Hono, house: House): void {
  const cookie = cookieName(house.publicUrl)
  const isSecure = house.publicUrl.startsWith('https:')
  app.get('/', async context => {
    const token = getCookie(context, cookie)
    const actor = token === undefined ? undefined : await sessionActor(house.db, token)
    return context.html(
      page(
        'Storewright',
        actor
          ? html`<h1>Storewright</h1>
              <p>You are signed in as ${actor.name}.</p>
              <ul>
                <li><a href="/v1/account">Your account and permissions</a></li>
                <li><a href="/v1/connections">Connections and their health</a></li>
                <li><a href="/v1/events">Events</a> and <a href="/v1/intents">actions</a></li>
                <li><a href="/docs">The API</a></li>
              </ul>
              <form method="post" action="/sign-out"><button>Sign out</button></form>`
          : html`<h1>Storewright</h1>
              <p>
                You are not signed in. The command <code>storewright sign-in</code> makes a link that works
                once.
              </p>
              <p><a href="/docs">The API</a></p>`,
      ),
    )
  })
  // A mail scanner follows links; only the button's POST uses the token up.
  app.get('/sign-in', context => {
    context.header('cache-control', 'no-store')
    return context.html(
      page(
        'Sign in to Storewright',
        html`<h1>Sign in</h1>
          <p>This link works once.</p>
          <form method="post" action="/sign-in">
            <input type="hidden" name="token" value="${context.req.query('token') ?? ''}" />
            <button>Sign in to Storewright</button>
          </form>`,
      ),
    )
  })
  app.post('/sign-in', async context => {
    refuseForeignPages(house, context)
    const token = (await context.req.formData()).get('token')
    try {
      const session = await redeemSignInLink(house.db, typeof token === 'string' ? token : '')
      setCookie(context, cookie, session.token, {
        httpOnly: true,
        secure: isSecure,
        sameSite: 'Lax',
        path: '/',
        expires: session.expiresAt,
      })
      return context.redirect('/', 303)
    } catch (error) {
      if (!isRefusal(error)) throw error
      return refused(context, error.says)
    }
  })
  app.post('/sign-out', async context => {
    refuseForeignPages(house, context)
    const token = getCookie(context, cookie)
    if (token !== undefined) await endSession(house.db, token)
    deleteCookie(context, cookie, { path: '/', secure: isSecure })
    return context.redirect('/', 303)
  })
}

function refused(context: Context, says: string): Response | Promise<Response> {
  context.status(401)
  return context.html(
    page(
      'Sign in to Storewright',
      html`<h1>This link does not work</h1>
        <p>${says}</p>
        <p>The command <code>storewright sign-in</code> makes another.</p>`,
    ),
  )
}
