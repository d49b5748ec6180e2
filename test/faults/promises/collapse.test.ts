import assert from 'node:assert/strict'
import { createHmac, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { world, type World } from '../../world.ts'
import { atRest, ticketed } from '../desk-ledger.ts'
import { figure } from '../figure.ts'
import { numberFrom } from '../seeded.ts'

const copies = 50
const orders = numberFrom('FAULTS_COLLAPSED', 2, 40)

test(`P4: each of ${orders} orders is told ${copies} times at once, twice by each subscription, and under other ids: one ticket each`, async t => {
  await using shop = await world({ stock: { MUG: { Main: 0 } } })
  const { webhooks, orders: placing } = shop.shopify.shop
  // A second subscription of the same topic at the same door tells all under the same X-Shopify-Event-Id.
  const [create] = [...webhooks.subscriptions.values()].filter(({ topic }) => topic === 'orders/create')
  assert.ok(create)
  webhooks.subscriptions.set('another', { ...create, id: 'another', failures: 0 })
  const names = Array.from(
    { length: orders },
    (_, at) =>
      placing.place({
        lines: [{ sku: 'MUG', quantity: 1, location: 'Main' }],
        email: `c${at}@example.com`,
      }).name,
  )
  await webhooks.settled()
  const told = webhooks.deliveries.filter(({ topic }) => topic === 'orders/create')
  assert.equal(told.length, orders * 2)
  assert.equal(new Set(told.map(({ headers }) => headers['x-shopify-event-id'])).size, orders)
  const taken = new Array<boolean>()
  for (const delivery of told.slice(0, orders)) {
    const again = Array.from({ length: copies }, () => webhooks.redeliver(delivery))
    taken.push(...(await Promise.all(again)).map(status => status === 200))
  }
  // The same business fact under another id, in other bytes.
  for (const { uri, body, headers } of told.slice(0, orders))
    for (const text of [body, body.replace('{', '{ ')]) taken.push(await tell(shop, uri, text, headers))
  assert.ok(taken.every(Boolean))
  await shop.until('every order has its ticket', () => ticketed(shop).length >= orders)
  await atRest(shop)
  assert.deepEqual(ticketed(shop), names.toSorted())
  const stored = await storedOf(shop)
  assert.equal(stored, orders)
  figure(
    t,
    'P4',
    `${orders} facts told ${told.length + taken.length} times (${copies} at once, two subscriptions, other ids): ${stored} events, ${ticketed(shop).length} tickets`,
  )
})

async function tell(
  shop: World,
  uri: string,
  body: string,
  headers: Record<string, string>,
): Promise<boolean> {
  const signature = createHmac('sha256', shop.shopify.clientSecret).update(body).digest('base64')
  const answer = await fetch(uri, {
    method: 'POST',
    body,
    headers: { ...headers, 'x-shopify-event-id': randomUUID(), 'x-shopify-hmac-sha256': signature },
  })
  return answer.status === 200
}

async function storedOf(shop: World): Promise<number> {
  const [row] = await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query<{ n: number }>(`select count(*)::int as n from events where topic = 'orders/create'`),
  )
  return row?.n ?? 0
}
