import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Delivery } from '#spine/connections/intake.ts'
import { isRefusal } from '#spine/refusal.ts'
import type { Credentials } from '../credentials.ts'
import { businessKeyOf, shopifyIntake } from './webhooks.ts'

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

function refused(work: () => unknown): void {
  assert.throws(work, error => isRefusal(error) && error.code === 'invalid_input')
}

describe('every sample', () => {
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
      assert.deepEqual(shopifyIntake.facts({ topic, body: delivery.body.toString() }), [fact])
    })
})

describe('the signature', () => {
  const body = '{"id":1}'
  test('is taken in one spelling only', () => {
    const good = sign(Buffer.from(body))
    for (let at = 0; at < good.length; at += 1)
      for (const other of ['A', 'B', 'z', '/', '=', ' ', '-', 'ä']) {
        const forged = good.slice(0, at) + other + good.slice(at + 1)
        const delivery = deliver('orders/create', body, { 'x-shopify-hmac-sha256': forged })
        assert.equal(shopifyIntake.verify(delivery, credentials), forged === good)
      }
    for (const forged of [undefined, '', `${good}=`, ` ${good}`, good.slice(0, -1), 'A'.repeat(100_000)]) {
      const delivery = deliver('orders/create', body, { 'x-shopify-hmac-sha256': forged })
      assert.equal(shopifyIntake.verify(delivery, credentials), false)
    }
  })

  test('may be made with the secret before the last rotation, until its hour is over', () => {
    const old = deliver('orders/create', body, {
      'x-shopify-hmac-sha256': sign(Buffer.from(body), 'the-old-secret'),
    })
    const rotated = (minutes: number): Credentials => ({
      ...credentials,
      previousClientSecret: 'the-old-secret',
      previousUntil: new Date(Date.now() + minutes * 60_000).toISOString(),
    })
    assert.ok(shopifyIntake.verify(old, rotated(59)))
    assert.ok(shopifyIntake.verify(deliver('orders/create', body), rotated(59)))
    assert.equal(shopifyIntake.verify(old, rotated(-1)), false)
    assert.equal(shopifyIntake.verify(old, credentials), false)
    assert.equal(shopifyIntake.verify(old, { ...credentials, previousClientSecret: 'the-old-secret' }), false)
  })

  test('stands in the headers of the newer events as well', () => {
    const bytes = Buffer.from(body)
    const headers = { 'shopify-hmac-sha256': sign(bytes), 'shopify-topic': 'orders/create' }
    const delivery = { headers, body: bytes, topic: 'orders/create' }
    assert.ok(shopifyIntake.verify(delivery, credentials))
    assert.deepEqual(shopifyIntake.arrival(delivery), {
      topic: 'orders/create',
      businessKey: 'orders/create:gid://shopify/Order/1',
    })
  })
})

describe('an arrival', () => {
  test('is refused where header and address disagree, or nothing names a topic', () => {
    refused(() => shopifyIntake.arrival({ ...deliver('orders/create', '{}'), topic: 'orders/updated' }))
    for (const topic of ['', 'orders', 'orders/create/x', 'Orders/Create', '../x'])
      refused(() => shopifyIntake.arrival(deliver(topic, '{}')))
  })

  test('falls back to the id of the delivery, and drops a time that is none', () => {
    const more = { 'x-shopify-event-id': undefined, 'x-shopify-triggered-at': 'soon' }
    const arrival = shopifyIntake.arrival(deliver('products/update', '{"id":5}', more))
    assert.deepEqual(arrival, {
      topic: 'products/update',
      eventId: 'webhook-7',
      claimedAccount: credentials.shop,
    })
  })

  test('is refused for what is no JSON object, or nested too deep', () => {
    const nested = (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels)
    for (const body of [
      '',
      '{',
      'null',
      '[]',
      '"x"',
      '7',
      '<html>',
      nested(65),
      '['.repeat(300_000),
      `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    ])
      refused(() => shopifyIntake.arrival(deliver('orders/create', body)))
    assert.ok(shopifyIntake.arrival(deliver('orders/create', nested(64))))
  })

  test('does not care for __proto__', () => {
    const body = '{"__proto__":{"id":7,"order_id":8},"constructor":{"prototype":{"id":9}}}'
    assert.equal(shopifyIntake.arrival(deliver('orders/create', body)).businessKey, undefined)
    refused(() => shopifyIntake.facts({ topic: 'refunds/create', body }))
    assert.equal(Object.hasOwn(Object.prototype, 'order_id'), false)
  })

  test('has the same key wherever the shop lies', () => {
    const key = (updated_at: string) => businessKeyOf('orders/updated', { id: '7', updated_at })
    assert.equal(key('2026-11-03T09:15:08+01:00'), key('2026-11-03T08:15:08Z'))
    assert.equal(key('2026-11-03T08:15:08.000Z'), key('2026-11-03T03:15:08-05:00'))
    assert.notEqual(key('2026-11-03T08:15:08Z'), key('2026-11-03T08:15:09Z'))
    assert.equal(key('whenever'), undefined)
  })
})

describe('facts', () => {
  test('keep every digit of every id', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 2n ** 63n), id => {
        const body = `{"id":${id},"order_edit":{"order_id":${id}},"order_id":${id},"n":1.5e300}`
        for (const topic of ['orders/create', 'orders/edited', 'fulfillments/create'])
          assert.equal(shopifyIntake.facts({ topic, body })[0]?.subject, `gid://shopify/Order/${id}`)
      }),
    )
  })

  test('are none for a topic that concerns nobody', () => {
    assert.deepEqual(shopifyIntake.facts({ topic: 'products/update', body: '{"id":1}' }), [])
  })

  test('are an error where the object is missing', () => {
    for (const topic of [
      'orders/create',
      'orders/edited',
      'refunds/create',
      'inventory_levels/connect',
      'fulfillment_orders/split',
    ])
      for (const body of [
        '{}',
        '{"id":"x","order_edit":{"order_id":{}},"order_id":-1,"admin_graphql_api_id":"gid://shopify/Product/1"}',
      ])
        refused(() => shopifyIntake.facts({ topic, body }))
  })

  test('of an app say something even where the body does not', () => {
    for (const topic of ['app/uninstalled', 'app/scopes_update'])
      assert.equal(shopifyIntake.facts({ topic, body: '{}' })[0]?.subject, 'app')
    assert.equal(businessKeyOf('orders/edited', {}), undefined)
  })
})
