import type { Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { html } from 'hono/html'
import { sessionActor } from '#spine/tenancy/sessions.ts'
import { cookieName } from '../auth.ts'
import type { ShowConsole } from '../console.ts'
import type { House } from '../house.ts'
import { page } from './page.ts'

/** The console; and where to go until it is built. */
export function homePage(app: Hono, house: House, showConsole: ShowConsole): void {
  app.get('/', async context => {
    const shown = await showConsole(context)
    if (shown) return shown
    const token = getCookie(context, cookieName(house.publicUrl))
    const actor = token === undefined ? undefined : await sessionActor(house.db, token)
    context.header('cache-control', 'no-store')
    return context.html(page('Storewright', actor ? known(house, actor.name) : unknown))
  })
}

const known = (house: House, name: string) => {
  const byOAuth = [...house.connecting.catalogue.values()].filter(sheet => sheet.oauth !== undefined)
  return html`<h1>Welcome</h1>
    <p>You are signed in as ${name}.</p>
    <ul>
      ${byOAuth.map(({ id, title }) => html`<li><a href="/connect/${id}">Connect ${title}</a></li>`)}
      <li><a href="/v1/account">Your account and permissions</a></li>
      <li><a href="/approvals">What waits for a person</a></li>
      <li><a href="/v1/connections">Connections and their health</a></li>
      <li><a href="/v1/events">Events</a> and <a href="/v1/intents">actions</a></li>
      <li><a href="/docs">The API</a></li>
      <li><a href="/security">How you sign in</a></li>
    </ul>
    <form method="post" action="/sign-out"><button class="quiet">Sign out</button></form>`
}

const unknown = html`<h1>Welcome</h1>
  <p>
    You are not signed in. <a href="/sign-in">Sign in</a>; the command <code>storewright sign-in</code> makes
    a link that works once.
  </p>
  <p><a href="/docs">The API</a></p>`
