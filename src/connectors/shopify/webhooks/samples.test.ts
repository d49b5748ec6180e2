import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { Delivery } from '#spine/connections/intake.ts'
import type { Credentials } from '../credentials.ts'
import { OrderTold } from '#commerce/order-told.ts'
import type { Fact } from '#spine/connections/intake.ts'
import { shopifyIntake } from './webhooks.ts'

const credentials: Credentials = {
  shop: 'kettles-and-co.myshopify.com',
  accessToken: 'shpat_one_two_three',
  clientSecret: 'the-secret-of-the-app',
}
const order = 'gid://shopify/Order/9007199254741993'
const work = (last: string) => ({
  subject: `gid://shopify/FulfillmentOrder/900719925474${last}`,
  details: { kind: 'fulfillment_order' },
})
const told: Record<string, { topic: string; key?: string; fact: object }> = {
  'orders-create': {
    topic: 'orders/create',
    key: `orders/create:${order}`,
    fact: { name: 'order.created', subject: order },
  },
  'orders-updated': {
    topic: 'orders/updated',
    key: `orders/updated:${order}:2026-11-03T10:40:59.000Z`,
    fact: { name: 'order.updated', subject: order },
  },
  'orders-cancelled': {
    topic: 'orders/cancelled',
    key: `orders/cancelled:${order}:2026-11-03T11:00:00.000Z`,
    fact: { name: 'order.cancelled', subject: order },
  },
  'orders-delete': {
    topic: 'orders/delete',
    key: `orders/delete:${order}`,
    fact: { name: 'order.deleted', subject: order },
  },
  'orders-fulfilled': {
    topic: 'orders/fulfilled',
    key: 'orders/fulfilled:gid://shopify/Order/5123456789012:2026-11-04T13:00:00.000Z',
    fact: { name: 'order.fulfilled', subject: 'gid://shopify/Order/5123456789012' },
  },
  'orders-edited': {
    topic: 'orders/edited',
    key: 'orders/edited:9007199254742501',
    fact: { name: 'order.edited', subject: order },
  },
  'refunds-create': {
    topic: 'refunds/create',
    key: 'refunds/create:gid://shopify/Refund/9007199254742777',
    fact: { name: 'order.refunded', subject: order },
  },
  'inventory-levels-update': {
    topic: 'inventory_levels/update',
    key: 'inventory_levels/update:gid://shopify/InventoryLevel/9007199254741005?inventory_item_id=9007199254741003:2026-11-03T08:15:08.000Z:-2',
    fact: {
      name: 'stock.changed',
      subject: 'gid://shopify/InventoryItem/9007199254741003',
      details: { location: 'gid://shopify/Location/9007199254741005' },
    },
  },
  'fulfillment-orders-routed': {
    topic: 'fulfillment_orders/order_routing_complete',
    fact: { name: 'order.routed', ...work('3001') },
  },
  'fulfillment-orders-moved': {
    topic: 'fulfillment_orders/moved',
    fact: { name: 'fulfillment.moved', ...work('3001') },
  },
  'fulfillment-orders-merged': {
    topic: 'fulfillment_orders/merged',
    fact: { name: 'fulfillment.merged', ...work('3003') },
  },
  'app-uninstalled': {
    topic: 'app/uninstalled',
    fact: { name: 'connection.revoked', subject: credentials.shop },
  },
  'app-scopes-update': {
    topic: 'app/scopes_update',
    key: 'app/scopes_update:gid://shopify/AppInstallation/9007199254744001:2026-11-03T09:15:08.000Z',
    fact: { name: 'connection.scopes_changed', subject: 'gid://shopify/AppInstallation/9007199254744001' },
  },
}

const folder = join(import.meta.dirname, '../samples')
const sign = (body: Buffer, secret = credentials.clientSecret): string =>
  createHmac('sha256', secret).update(body).digest('base64')

function deliver(topic: string, text: string | Buffer, more: Delivery['headers'] = {}): Delivery {
  const body = Buffer.from(text)
  const headers = {
    'x-shopify-topic': topic,
    'x-shopify-hmac-sha256': sign(body),
    'x-shopify-shop-domain': 'Kettles-And-Co.myshopify.com',
    'x-shopify-webhook-id': 'webhook-7',
    'x-shopify-event-id': 'event-7',
    'x-shopify-triggered-at': '2026-11-03T08:15:09.123456789Z',
  }
  return { headers: { ...headers, ...more }, body, topic: '' }
}

// What an order's event tells of the order itself is read by its own schema.
function withoutOrder({ details, ...fact }: Fact): Fact {
  const { order: _order, ...rest } = details ?? {}
  return Object.keys(rest).length > 0 ? { ...fact, details: rest } : fact
}

describe('A1: every sample', () => {
  test('is expected, and the other way round', () => {
    assert.deepEqual(
      readdirSync(folder)
        .map(name => name.replace('.json', ''))
        .toSorted(),
      Object.keys(told).toSorted(),
    )
  })
  for (const [name, { topic, key, fact }] of Object.entries(told))
    test(`${name} verifies, arrives and tells its fact; a flipped byte does not`, () => {
      const delivery = deliver(topic, readFileSync(join(folder, `${name}.json`)))
      assert.ok(shopifyIntake.verify(delivery, credentials))
      for (let at = 0; at < delivery.body.length; at += 7) {
        const body = Buffer.from(delivery.body)
        body.writeUInt8(body.readUInt8(at) ^ 1, at)
        assert.equal(shopifyIntake.verify({ ...delivery, body }, credentials), false)
      }
      assert.deepEqual(shopifyIntake.arrival(delivery), {
        topic,
        eventId: 'event-7',
        occurredAt: '2026-11-03T08:15:09.123Z',
        claimedAccount: credentials.shop,
        ...(key !== undefined && { businessKey: key }),
      })
      const facts = shopifyIntake.facts({ topic, body: delivery.body.toString() })
      assert.deepEqual(facts.map(withoutOrder), [fact])
      for (const { details } of facts) if (details?.['order']) OrderTold.parse(details['order'])
    })
})
