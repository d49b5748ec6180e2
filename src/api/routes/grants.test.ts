import assert from 'node:assert/strict'
import test from 'node:test'
import { createKey } from '#spine/tenancy/api-keys.ts'
import { showId } from '#spine/ids.ts'
import { agree, browser } from '../../../test/signed-in.ts'
import { world, type World } from '../../../test/world.ts'

const appOf = ({ shopify: { clientId, clientSecret } }: World) => ({ clientId, clientSecret })
const connections = (shop: World) =>
  shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query<{ id: string; status: string; health: string }>(
      `select id, status, health from connections where connector = 'shopify'`,
    ),
  )

test('a shop is connected by OAuth from the button to the first order', async () => {
  await using shop = await world({ stock: { MUG: { Main: 1 } } })
  const { send, begin } = await browser(shop)
  shop.shopify.shop.uninstall()
  await shop.until('it is revoked', async () => (await connections(shop))[0]?.status === 'revoked')
  shop.shopify.shop.webhooks.subscriptions.clear()
  const asked = { connector: 'shopify', account: ` ${shop.shopify.domain.toUpperCase()} `, app: appOf(shop) }
  const begun = await begin(asked)
  assert.equal(begun.status, 201, begun.text)
  assert.equal(begun.headers.get('cache-control'), 'no-store')
  const back = await agree(shop, begun.url)
  const done = await send('GET', `${back.pathname}${back.search}`)
  assert.equal(done.status, 200, done.text)
  assert.match(done.text, /Sandbox shop is connected/)
  const [made] = await connections(shop)
  assert.equal(made?.health, 'good')
  // What was granted lies sealed: no token is found in the row that keeps it.
  const [kept] = await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query<{ row: string }>(`select c::text as row from connections c where connector = 'shopify'`),
  )
  for (const hidden of ['shpat', 'shprt', shop.shopify.clientSecret]) assert.ok(!kept?.row.includes(hidden))
  assert.ok(shop.shopify.shop.webhooks.subscriptions.size > 10)
  // An expiring token, which is renewed when it has ended; and webhooks that verify.
  shop.shopify.tokens.expireAll()
  shop.shopify.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 3, location: 'Main' }] })
  await shop.until('a ticket stands', () => shop.gorgias.tickets.length === 1)
  assert.ok(shop.shopify.tokens.refreshes >= 1)
  // The same answer again is used up.
  const again = await send('GET', `${back.pathname}${back.search}`)
  assert.equal(again.status, 401)
  assert.equal((await connections(shop)).length, 1)
})

test('A29: an answer belongs to the browser that asked, for ten minutes, once', async () => {
  await using shop = await world()
  const [mine, other] = [await browser(shop), await browser(shop)]
  const asked = { connector: 'shopify', account: shop.shopify.domain, app: appOf(shop) }
  const back = await agree(shop, (await mine.begin(asked)).url)
  const path = `${back.pathname}${back.search}`
  assert.equal((await other.send('GET', path)).status, 401)
  assert.equal((await fetch(`${shop.url}${path}`)).status, 401)
  const noState = new URL(back)
  noState.searchParams.delete('state')
  assert.equal((await mine.send('GET', `${back.pathname}${noState.search}`)).status, 401)
  // Another's attempts use nothing up; two at once of the right one are one.
  const both = await Promise.all([mine.send('GET', path), mine.send('GET', path)])
  assert.deepEqual(
    both.map(one => one.status).toSorted((a, b) => a - b),
    [200, 401],
  )

  const late = await agree(shop, (await mine.begin(asked)).url)
  await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query(`update grants_begun set expires_at = now() - interval '1 second'`),
  )
  assert.equal((await mine.send('GET', `${late.pathname}${late.search}`)).status, 401)

  const forged = await agree(shop, (await mine.begin(asked)).url)
  forged.searchParams.set('code', 'another')
  assert.equal((await mine.send('GET', `${forged.pathname}${forged.search}`)).status, 401)

  const ended = await agree(shop, (await mine.begin(asked)).url)
  assert.equal((await mine.send('POST', '/sign-out')).status, 303)
  assert.equal((await mine.send('GET', `${ended.pathname}${ended.search}`)).status, 401)
})

test('A29: a connection is authorised again for its own shop only, with the app that it knows', async () => {
  await using shop = await world()
  const { begin, send } = await browser(shop)
  const connection = showId('conn', shop.shopConnection)
  const again = { connector: 'shopify', connection }
  // Connected by a token: no app is known yet.
  assert.equal((await begin(again)).status, 422)
  const first = await agree(shop, (await begin({ ...again, app: appOf(shop) })).url)
  assert.equal((await send('GET', `${first.pathname}${first.search}`)).status, 200)
  shop.shopify.shop.uninstall()
  await shop.until('it is revoked', async () => (await connections(shop))[0]?.status === 'revoked')
  const second = await agree(shop, (await begin(again)).url)
  assert.equal((await send('GET', `${second.pathname}${second.search}`)).status, 200)
  assert.deepEqual(
    (await connections(shop)).map(row => ({ id: row.id, status: row.status })),
    [{ id: shop.shopConnection, status: 'active' }],
  )
  assert.equal((await begin({ ...again, account: 'other.myshopify.com' })).status, 409)
  assert.equal((await begin({ connector: 'gorgias', connection })).status, 409)
})

test('what cannot be begun is refused with its reason', async () => {
  await using shop = await world()
  const { begin, send } = await browser(shop)
  const app = appOf(shop)
  assert.equal((await begin({ connector: 'shopify', account: 'evil.com', app })).status, 422)
  assert.equal((await begin({ connector: 'shopify', app })).status, 422)
  assert.equal((await begin({ connector: 'shopify', account: shop.shopify.domain })).status, 422)
  assert.equal((await begin({ connector: 'slack', account: 'x', app })).status, 409)
  const { secret } = await shop.db.tenant(shop.owner.tenantId, tx =>
    createKey(tx, shop.owner, { name: 'k', scopes: ['connections:write'] }),
  )
  const byKey = await fetch(`${shop.url}/v1/connections/oauth`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}` },
    body: JSON.stringify({ connector: 'shopify', account: shop.shopify.domain, app }),
  })
  assert.equal(byKey.status, 403)
  assert.match(await byKey.text(), /signed-in browser/)
  assert.equal((await send('GET', '/connect/gorgias')).status, 409)
  assert.equal((await fetch(`${shop.url}/connect/shopify`)).status, 401)
  await shop.db.tenant(shop.owner.tenantId, tx => tx.query(`update members set role = 'viewer'`))
  assert.equal((await begin({ connector: 'shopify', account: shop.shopify.domain, app })).status, 403)
  assert.equal((await send('GET', '/connect/shopify')).status, 403)
})

test('the form leads to the platform by a link, and keeps the secret sealed', async () => {
  await using shop = await world()
  const { send } = await browser(shop)
  const page = await send('GET', '/connect/shopify')
  assert.ok(page.text.includes(`${shop.url}/connect/shopify/callback`))
  const { clientId, clientSecret } = shop.shopify
  const fields = new URLSearchParams({ account: shop.shopify.domain, clientId, clientSecret })
  const onward = await send('POST', '/connect/shopify', fields)
  assert.equal(onward.status, 200, onward.text)
  assert.match(onward.headers.get('content-security-policy') ?? '', /form-action 'self'/)
  const url = /href="([^"]*oauth\/authorize[^"]*)"/.exec(onward.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const kept = await shop.db.tenant(shop.owner.tenantId, tx => tx.query('select * from grants_begun'))
  const state = new URL(url).searchParams.get('state') ?? ''
  assert.ok(state.length >= 43)
  for (const hidden of [clientSecret, state]) assert.ok(!JSON.stringify(kept).includes(hidden))
  const back = await agree(shop, url)
  assert.equal((await send('GET', `${back.pathname}${back.search}`)).status, 200)
  fields.set('account', '127.0.0.1:1/.myshopify.com')
  assert.equal((await send('POST', '/connect/shopify', fields)).status, 422)
})

test('a session has its allowance at the pages, too', async () => {
  await using shop = await world({ requestsPerMinute: 2 })
  const { send } = await browser(shop)
  const statuses = []
  for (let at = 0; at < 3; at += 1) statuses.push((await send('GET', '/connect/shopify')).status)
  assert.deepEqual(statuses, [200, 200, 429])
})
