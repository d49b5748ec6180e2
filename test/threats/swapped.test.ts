// Shopify signs the body alone. What was captured is told again under other topics and at the doors of other shops of the same app.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import test from 'node:test'
import { connect } from '#spine/connections/connect.ts'
import { startShopify } from '#sandbox/shopify/server.ts'
import { world, type World } from '../world.ts'

const orderTopics = ['create', 'updated', 'cancelled', 'paid', 'delete', 'fulfilled', 'edited'].map(
  name => `orders/${name}`,
)
const topics = [
  ...orderTopics,
  'refunds/create',
  'fulfillments/create',
  'inventory_levels/update',
  'fulfillment_orders/split',
  'app/uninstalled',
  'app/scopes_update',
  'shop/redact',
  'customers/redact',
  'customers/data_request',
]

/** What merchants would notice. */
const noticed = (shop: World) =>
  shop.db.tenant(shop.owner.tenantId, async tx => ({
    tickets: shop.gorgias.tickets.map(({ status }) => status),
    cases: await tx.query(
      'select connection_id, status from backorder_cases order by connection_id, order_name',
    ),
    connections: await tx.query('select id, status from connections order by id'),
    requests: await tx.query('select id from privacy_requests'),
  }))

test('A3: a captured body under every topic at every door of the app: nothing happens that the shop does not confirm', async () => {
  await using shop = await world({ stock: { MUG: { Main: 5 } } })
  const other = await startShopify({ clientSecret: shop.shopify.clientSecret, shop: 'other.myshopify.com' })
  try {
    const place = { quantity: 8, location: 'Main', sku: 'MUG' }
    const order = shop.shopify.shop.orders.place({ lines: [place], email: 'ada@mugs.test' })
    await shop.until('it has its ticket', () => shop.gorgias.tickets.length === 1)
    await connect(shop.engine.connecting, shop.owner, {
      connector: 'shopify',
      origin: other.url,
      credentials: {
        shop: other.domain,
        accessToken: other.accessToken,
        clientSecret: other.clientSecret,
      },
    })
    await shop.settle()
    const before = await noticed(shop)
    const doors = await shop.db.tenant(shop.owner.tenantId, tx =>
      tx.query<{ door: string; external_id: string }>(
        `select door, external_id from connections where connector = 'shopify'`,
      ),
    )
    assert.equal(doors.length, 2)
    const id = /\d+$/.exec(order.id)?.[0]
    const facts = { admin_graphql_api_id: order.id, name: order.name, updated_at: '2026-11-01T10:00:00Z' }
    // Names what any topic wants named: one that finds nothing in its body would be parked, which is another story.
    const also = { order_edit: { id: 1, order_id: Number(id) }, inventory_item_id: 1, location_id: 1 }
    const work = { moved: 'gid://shopify/FulfillmentOrder/1' }
    const captured = JSON.stringify({ id: Number(id), order_id: Number(id), ...facts, ...also, ...work })
    for (const { door, external_id: domain } of doors)
      for (const topic of topics)
        assert.ok((await tell(shop, { door, domain, topic }, captured)) < 500, topic)
    await shop.settle()
    assert.deepEqual(await noticed(shop), before)
  } finally {
    await other.close()
  }
})

async function tell(
  shop: World,
  at: { door: string; domain: string; topic: string },
  body: string,
): Promise<number> {
  const answer = await fetch(`${shop.url}/webhook/${at.door}/${at.topic}`, {
    method: 'POST',
    body,
    headers: {
      'x-shopify-topic': at.topic,
      'x-shopify-shop-domain': at.domain,
      'x-shopify-event-id': crypto.randomUUID(),
      'x-shopify-hmac-sha256': createHmac('sha256', shop.shopify.clientSecret).update(body).digest('base64'),
    },
  })
  return answer.status
}
