import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { connect } from 'node:net'
import test from 'node:test'
import { world, type World } from '../../test/world.ts'

const body = (id: string) =>
  `{"id":${id},"admin_graphql_api_id":"gid://shopify/Order/${id}","name":"#1","updated_at":"2026-11-01T10:00:00+01:00"}`

async function doorOf(shop: World): Promise<string> {
  const rows = await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query<{ door: string }>(`select door from connections where connector = 'shopify'`),
  )
  return rows[0]?.door ?? ''
}

function send(shop: World, path: string, text: string, headers: Record<string, string> = {}) {
  const signature = createHmac('sha256', shop.shopify.clientSecret).update(text).digest('base64')
  return fetch(`${shop.url}${path}`, {
    method: 'POST',
    body: text,
    headers: {
      'x-shopify-topic': 'orders/create',
      'x-shopify-shop-domain': shop.shopify.domain,
      'x-shopify-event-id': 'e1',
      'x-shopify-hmac-sha256': signature,
      ...headers,
    },
  })
}

const count = async (shop: World): Promise<number> => {
  const rows = await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query<{ n: number }>('select count(*)::int as n from events'),
  )
  return rows[0]?.n ?? 0
}

test('A2: a genuine delivery is stored once, by id, by bytes and by fact', async () => {
  await using shop = await world()
  const path = `/webhook/${await doorOf(shop)}/orders/create`
  const big = '9007199254740993111'
  const receipt = await send(shop, path, body(big))
  assert.deepEqual(await receipt.json(), { received: true, duplicate: false })
  assert.equal(receipt.headers.get('x-content-type-options'), 'nosniff')
  assert.equal(receipt.headers.get('cache-control'), 'no-store')
  assert.match(receipt.headers.get('x-request-id') ?? '', /^req_/)
  assert.deepEqual(await (await send(shop, path, body(big))).json(), { received: true, duplicate: true })
  assert.deepEqual(await (await send(shop, path, body(big), { 'x-shopify-event-id': 'e2' })).json(), {
    received: true,
    duplicate: true,
  })
  const reworded = body(big).replace('#1', '#2')
  assert.deepEqual(await (await send(shop, path, reworded, { 'x-shopify-event-id': 'e3' })).json(), {
    received: true,
    duplicate: true,
  })
  assert.equal(await count(shop), 1)
  const rows = await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query<{ body: string }>('select body from events'),
  )
  assert.ok(rows[0]?.body.includes(big))
})

test('A2: fifty at once of one delivery are one event', async () => {
  await using shop = await world()
  const path = `/webhook/${await doorOf(shop)}/orders/create`
  const answers = await Promise.all(
    Array.from(
      { length: 50 },
      async () => Object(await (await send(shop, path, body('5'))).json()).duplicate === true,
    ),
  )
  assert.equal(answers.filter(isDuplicate => !isDuplicate).length, 1)
  assert.equal(await count(shop), 1)
})

test('A3: the plain address serves an install with a single shop, for its own shop only', async () => {
  await using shop = await world()
  assert.equal((await send(shop, '/webhook/orders/create', body('7'))).status, 200)
  assert.equal(
    (
      await send(shop, '/webhook/orders/create', body('8'), {
        'x-shopify-shop-domain': 'other.myshopify.com',
      })
    ).status,
    401,
  )
  assert.equal(await count(shop), 1)
})

test('A1: what is forged, foreign, broken or too large is refused and leaves nothing', async () => {
  await using shop = await world()
  const path = `/webhook/${await doorOf(shop)}/orders/create`
  const forged = await send(shop, path, body('9'), { 'x-shopify-hmac-sha256': 'AAAA' })
  assert.equal(forged.status, 401)
  assert.equal(forged.headers.get('content-type'), 'application/problem+json')
  assert.equal((await send(shop, path.replace('create', 'updated'), body('9'))).status, 400)
  assert.equal((await send(shop, path, 'no json')).status, 400)
  assert.equal((await send(shop, `/webhook/${'x'.repeat(43)}/orders/create`, body('9'))).status, 404)
  assert.equal((await send(shop, path, `{"pad":"${'x'.repeat(2 * 1024 * 1024)}"}`)).status, 413)
  assert.equal(await count(shop), 0)
})

test('A4: a body that grows past its cap without saying so is cut off', async () => {
  await using shop = await world()
  const { port } = new URL(shop.url)
  const path = `/webhook/${await doorOf(shop)}/orders/create`
  const socket = connect(Number(port), '127.0.0.1')
  socket.on('error', () => {})
  socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`)
  const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`
  for (let at = 0; at < 40; at += 1) socket.write(chunk)
  const answer = await new Promise<string>(resolve => socket.once('data', data => resolve(data.toString())))
  assert.match(answer, /^HTTP\/1\.1 413/)
  socket.destroy()
})

test('A1: a rotated secret is met without a restart', async () => {
  await using shop = await world()
  const path = `/webhook/${await doorOf(shop)}/orders/create`
  assert.equal((await send(shop, path, body('11'))).status, 200)
  const credentials = {
    shop: shop.shopify.domain,
    accessToken: shop.shopify.accessToken,
    clientSecret: 'another-secret-now',
  }
  const { connect: again } = await import('#spine/connections/connect.ts')
  await again(shop.engine.connecting, shop.owner, {
    connector: 'shopify',
    origin: shop.shopify.url,
    credentials,
  })
  const text = body('12')
  const signed = createHmac('sha256', 'another-secret-now').update(text).digest('base64')
  assert.equal(
    (await send(shop, path, text, { 'x-shopify-hmac-sha256': signed, 'x-shopify-event-id': 'e12' })).status,
    200,
  )
})
