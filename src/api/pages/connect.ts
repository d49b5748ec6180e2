import type { Context, Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { html } from 'hono/html'
import { parseInput } from '#spine/actions/tool.ts'
import { connectorOf } from '#spine/connections/accounts.ts'
import type { AnyConnector } from '#spine/connections/catalogue.ts'
import { beginGrant, callbackUrl, completeGrant } from '#spine/connections/grants.ts'
import { isRefusal, Refusal } from '#spine/refusal.ts'
import type { Actor } from '#spine/tenancy/actor.ts'
import { sessionActor } from '#spine/tenancy/sessions.ts'
import { browserMark, cookieName, refuseForeignPages } from '../auth.ts'
import { page, type Html } from './page.ts'
import type { House } from '../house.ts'
import { problemOf } from '../problem.ts'
import { grantInput } from '../routes/grants.ts'

/** Connecting by OAuth in a browser: a form, the way to the platform, and the way back. */
export function connectPages(app: Hono, house: House): void {
  app.get('/connect/:connector', context =>
    shown(house, context, async () => {
      const { sheet } = await asked(house, context)
      return form(sheet, callbackUrl(house.publicUrl, sheet.id))
    }),
  )
  app.post('/connect/:connector', context =>
    shown(house, context, async () => {
      refuseForeignPages(house, context)
      const { actor, browser, sheet } = await asked(house, context)
      const { account, clientId, clientSecret } = Object.fromEntries(await context.req.formData())
      const given = { connector: sheet.id, account, app: { clientId, clientSecret } }
      const wanted = grantInput.parse(parseInput(grantInput, given))
      const { url } = await beginGrant(house.connecting, actor, {
        connector: sheet.id,
        account: wanted.account,
        app: wanted.app,
        browser,
        redirectUri: callbackUrl(house.publicUrl, sheet.id),
      })
      return onward(sheet.title, url)
    }),
  )
  app.get('/connect/:connector/callback', context =>
    shown(house, context, async () => {
      const { actor, browser, sheet } = await asked(house, context)
      const query = new URL(context.req.url).searchParams
      const made = await completeGrant(house.connecting, actor, { connector: sheet.id, browser, query })
      return done(made.title, made.warnings)
    }),
  )
}

/** Who asks, in which browser, for which platform. A platform's answer is of use only to the session that asked for it. */
async function asked(house: House, context: Context) {
  const token = getCookie(context, cookieName(house.publicUrl))
  const actor: Actor | undefined = token === undefined ? undefined : await sessionActor(house.db, token)
  const browser = browserMark(house, context)
  if (!actor || browser === undefined)
    throw new Refusal('unauthenticated', 'Sign in to Storewright in this browser, and begin again.')
  const { headers, refusal } = house.limit(actor)
  for (const [name, value] of Object.entries(headers)) context.header(name, value)
  if (refusal) throw refusal
  if (!actor.permissions.has('connections:write'))
    throw new Refusal('forbidden', 'This needs the permission connections:write.')
  const sheet = connectorOf(house.connecting.catalogue, context.req.param('connector') ?? '')
  if (!sheet.oauth) throw new Refusal('unsupported', `${sheet.title} is connected by its credentials.`)
  return { actor, browser, sheet }
}

async function shown(house: House, context: Context, make: () => Promise<Html>): Promise<Response> {
  context.header('cache-control', 'no-store')
  try {
    return context.html(await make())
  } catch (error) {
    if (!isRefusal(error)) throw error
    const { problem } = problemOf(error, '', house.publicUrl)
    const body = html`<h1>Not connected</h1>
      <p>${error.says}</p>
      <ul>
        ${error.flaws.map(flaw => html`<li>${flaw.pointer}: ${flaw.message}</li>`)}
      </ul>
      <p><a href="${context.req.path.replace(/\/callback$/, '')}">Try again</a></p>`
    return new Response(await page('Not connected', body, 'narrow'), {
      status: problem.status,
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    })
  }
}

function form({ id, title, scopes = [], scopeWords }: AnyConnector, callback: string): Html {
  return page(
    `Connect ${title}`,
    html`<h1>Connect ${title}</h1>
      <ol>
        <li>Make an app of your own at ${title}, with this redirect URL: <code>${callback}</code></li>
        <li>
          Let it ask for these scopes, which are all that is used: <code>${scopes.join(',')}</code>
          <details>
            <summary>What each is for</summary>
            <dl>
              ${scopes.map(
                scope =>
                  html`<dt><code>${scope}</code></dt>
                    <dd>${scopeWords?.[scope] ?? ''}</dd>`,
              )}
            </dl>
          </details>
        </li>
        <li>
          Give its client id and secret here. They are sealed, and leave this machine for ${title} alone.
        </li>
      </ol>
      <form method="post" action="/connect/${id}">
        <label for="account">Account</label>
        <input id="account" name="account" required autocomplete="off" aria-describedby="account-form" />
        <p id="account-form" class="says">Such as my-shop.myshopify.com.</p>
        <label for="client-id">Client id</label>
        <input id="client-id" name="clientId" required autocomplete="off" />
        <label for="client-secret">Client secret</label>
        <input id="client-secret" name="clientSecret" type="password" required autocomplete="off" />
        <button>Go on</button>
      </form>`,
    'narrow',
  )
}

// A link and not a redirect: the page's policy lets forms lead to ourselves alone.
function onward(title: string, url: string): Html {
  return page(
    `Connect ${title}`,
    html`<h1>Connect ${title}</h1>
      <p>
        ${title} asks you next whether Storewright may do what it needs. The way back is open for ten minutes.
      </p>
      <p><a class="button" href="${url}" rel="noreferrer">Go to ${title}</a></p>`,
    'narrow',
  )
}

function done(title: string, warnings: readonly string[]): Html {
  return page(
    `${title} is connected`,
    html`<h1>${title} is connected</h1>
      <ul>
        ${warnings.map(warning => html`<li>${warning}</li>`)}
      </ul>
      <p><a class="button" href="/">Go on</a></p>`,
    'narrow',
  )
}
