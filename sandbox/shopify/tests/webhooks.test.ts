import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import test from 'node:test'
import { ask, openShop, startListener, subscribe } from './bench.ts'

const one = { lines: [{ sku: 'MUG', quantity: 1 }] }
const idOf = (body: string): string => /^\{"id":(\d+),/.exec(body)?.[1] ?? ''

test('a delivery is signed over its bytes and carries ids that no number holds', async t => {
  const sandbox = await openShop(t)
  const { url, heard } = await startListener(t)
  await subscribe(sandbox, url, ['ORDERS_CREATE'])
  const { id } = sandbox.shop.orders.place(one)
  await sandbox.shop.webhooks.settled()
  const [delivery] = heard
  assert.ok(delivery)
  const { headers, body } = delivery
  const hmac = createHmac('sha256', sandbox.clientSecret).update(body).digest('base64')
  assert.equal(headers['x-shopify-hmac-sha256'], hmac)
  assert.equal(headers['x-shopify-topic'], 'orders/create')
  assert.equal(headers['x-shopify-shop-domain'], sandbox.domain)
  assert.equal(headers['x-shopify-api-version'], '2026-10')
  for (const name of ['x-shopify-webhook-id', 'x-shopify-event-id', 'x-shopify-triggered-at'])
    assert.ok(headers[name])
  assert.equal(`gid://shopify/Order/${idOf(body)}`, id)
  const other = idOf(JSON.stringify(JSON.parse(body.replace(idOf(body), String(BigInt(idOf(body)) | 1n)))))
  assert.notEqual(other, String(BigInt(idOf(body)) | 1n))
})

test('a refused delivery comes again with the same bytes, and a subscription that never answers is deleted', async t => {
  const sandbox = await openShop(t)
  const slow = await startListener(t, count => (count < 4 ? 500 : 200))
  const dead = await startListener(t, () => 503)
  await subscribe(sandbox, slow.url, ['ORDERS_CREATE'])
  await subscribe(sandbox, dead.url, ['ORDERS_CREATE'])
  sandbox.shop.orders.place(one)
  await sandbox.shop.webhooks.settled()
  assert.equal(slow.heard.length, 4)
  assert.equal(
    new Set(slow.heard.map(each => each.body + String(each.headers['x-shopify-webhook-id']))).size,
    1,
  )
  assert.equal(dead.heard.length, 9)
  assert.deepEqual(
    sandbox.shop.webhooks.deliveries.map(each => each.state),
    ['delivered', 'given up'],
  )
  const { body } = await ask(sandbox, '{ webhookSubscriptions(first: 5) { nodes { uri topic } } }')
  assert.deepEqual(body.data, {
    webhookSubscriptions: { nodes: [{ uri: slow.url, topic: 'ORDERS_CREATE' }] },
  })
})

test('two subscriptions to one event share its id; deliveries may be lost, repeated and mixed', async t => {
  const sandbox = await openShop(t)
  const { url, heard } = await startListener(t)
  await subscribe(sandbox, url, ['ORDERS_CREATE'])
  await subscribe(sandbox, `${url}/too`, ['ORDERS_CREATE'])
  const { weather } = sandbox.shop.webhooks
  weather.next = { count: 2 }
  sandbox.shop.orders.place(one)
  await sandbox.shop.webhooks.settled()
  assert.equal(heard.length, 0)
  Object.assign(weather, { copies: 3, isHeld: true })
  for (let count = 0; count < 4; count += 1) sandbox.shop.orders.place(one)
  await sandbox.shop.webhooks.release()
  assert.equal(heard.length, 24)
  assert.equal(new Set(heard.map(each => each.headers['x-shopify-event-id'])).size, 4)
  const order = heard.map(each => idOf(each.body))
  assert.notDeepEqual(order, order.toSorted())
})

test('each change is told under its topic', async t => {
  const sandbox = await openShop(t)
  const { shop } = sandbox
  const { url, heard } = await startListener(t)
  const topics =
    `ORDERS_CREATE ORDERS_UPDATED ORDERS_EDITED ORDERS_CANCELLED REFUNDS_CREATE INVENTORY_LEVELS_UPDATE
    FULFILLMENT_ORDERS_MOVED FULFILLMENT_ORDERS_SPLIT FULFILLMENT_ORDERS_PLACED_ON_HOLD FULFILLMENT_ORDERS_HOLD_RELEASED
    FULFILLMENT_ORDERS_ORDER_ROUTING_COMPLETE FULFILLMENTS_CREATE FULFILLMENT_EVENTS_CREATE APP_UNINSTALLED`.split(
      /\s+/,
    )
  await subscribe(sandbox, url, topics)
  const { name } = shop.orders.place({ lines: [{ sku: 'MUG', quantity: 4 }], isUnrouted: true })
  shop.orders.route(name)
  shop.orders.edit(name, 'MUG', 6)
  shop.orders.refund(name, 'MUG', 1)
  const [work] = shop.orders.find(name).work
  assert.ok(work)
  const part = shop.orders.split(work.id, new Map([[work.lines[0]?.id ?? '', 2]]))
  shop.orders.move(part.id, 'Second')
  shop.orders.hold(work.id, true)
  shop.orders.hold(work.id, false)
  const [shipment] = shop.orders.fulfil(name, 'MUG', 1)
  shop.orders.track(shipment?.id ?? '', { status: 'IN_TRANSIT' })
  shop.orders.cancel(name)
  shop.uninstall()
  await shop.webhooks.settled()
  const told = new Set(heard.map(each => String(each.headers['x-shopify-topic'])))
  assert.equal(told.size, topics.length, [...told].join(' '))
  const edit = heard.find(each => each.headers['x-shopify-topic'] === 'orders/edited')?.body ?? ''
  assert.match(edit, /"order_id":\d+,"line_items":\{"additions":\[\{"id":\d+,"delta":2\}\],"removals":\[\]\}/)
  assert.equal((await ask(sandbox, '{ shop { name } }')).status, 401)
})
