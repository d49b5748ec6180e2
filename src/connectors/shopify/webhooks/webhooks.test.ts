import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
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

describe('A1: the signature', () => {
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
  test('A3: is refused where header and address disagree, or nothing names a topic', () => {
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

  test('A4: is refused for what is no JSON object, or nested too deep', () => {
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

  test('A4: does not care for __proto__', () => {
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
