import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { Delivery } from '#spine/connections/intake.ts'
import { isRefusal } from '#spine/refusal.ts'
import { startShopify, type ShopifySandbox } from '#sandbox/shopify/server.ts'
import { openAccount } from '../../../test/conformance/account.ts'
import { conforms } from '../../../test/conformance/conforms.ts'
import { httpFaults, httpThrottles } from '../../../test/conformance/http-faults.ts'
import type { FaultCase, Rig } from '../../../test/conformance/rig.ts'
import { freePort } from '../../../test/conformance/rigs/nowhere.ts'
import { samplesOf } from '../../../test/conformance/rigs/samples.ts'
import { Shopify } from './connector.ts'
import type { Credentials } from './credentials.ts'
import { leastScopes } from './oauth/scopes.ts'
import { shopifyIntake } from './webhooks/webhooks.ts'

const graphqlFaults: readonly FaultCase[] = [
  ...['INTERNAL_SERVER_ERROR', 'TIMEOUT'].map(code => ({
    name: code,
    fault: { kind: 'graphql-error', code } as const,
    read: ['unavailable'] as const,
    write: ['unknown_outcome'] as const,
  })),
  {
    name: 'ACCESS_DENIED',
    fault: { kind: 'graphql-error', code: 'ACCESS_DENIED' },
    read: ['forbidden'],
    write: ['forbidden'],
  },
]

const topicsOf: Record<string, string> = {
  'orders-create': 'orders/create',
  'orders-updated': 'orders/updated',
  'refunds-create': 'refunds/create',
  'inventory-levels-update': 'inventory_levels/update',
  'fulfillment-orders-moved': 'fulfillment_orders/moved',
}

async function shopifyRig(): Promise<Rig<Credentials>> {
  const shop = await startShopify({ accessToken: 'shpat_1a2b3c4d5e6f', clientSecret: 'shpss_6f5e4d3c2b1a' })
  shop.shop.addLocation('Main street')
  shop.shop.addVariant({ sku: 'MUG', stock: { 'Main street': 5 } })
  const good = { shop: shop.domain, accessToken: shop.accessToken, clientSecret: shop.clientSecret }
  const order = shop.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 8 }] })
  const delivery = (name: string, topic: string, id: string): Delivery => {
    const body = readFileSync(new URL(`samples/${name}.json`, import.meta.url))
    const hmac = createHmac('sha256', good.clientSecret).update(body).digest('base64')
    const headers = {
      'x-shopify-topic': topic,
      'x-shopify-hmac-sha256': hmac,
      'x-shopify-shop-domain': good.shop,
      'x-shopify-webhook-id': id,
      'x-shopify-event-id': `event of ${name}`,
    }
    return { headers, body, topic }
  }
  return {
    good,
    bad: { ...good, accessToken: 'shpat_wrong_wrong_wrong', clientSecret: 'shpss_wrong_wrong_wrong' },
    origin: shop.url,
    nowhere: { origin: `http://127.0.0.1:${await freePort()}` },
    ledger: shop.ledger,
    faults: shop.faults,
    checkAim: { operation: 'shop' },
    deeds: {
      get_order: { input: () => ({ order: order.id }), aim: { operation: 'order' } },
      list_orders: { input: () => ({}), aim: { operation: 'orders' } },
      check_inventory: {
        input: () => ({ items: [shop.shop.stock.variant('MUG').itemId] }),
        aim: { operation: 'nodes' },
      },
    },
    faultCases: [...httpFaults, ...graphqlFaults],
    throttles: [
      ...httpThrottles,
      { name: 'of GraphQL', fault: () => ({ kind: 'throttled' }), seconds: [0.4, 1] },
    ],
    intake: {
      deliveries: Object.entries(topicsOf).map(([name, topic]) => ({
        first: delivery(name, topic, `first ${name}`),
        again: delivery(name, topic, `again ${name}`),
      })),
      signature: ['x-shopify-hmac-sha256'],
    },
    samples: samplesOf('shopify', (name, json) => {
      const topic = topicsOf[name]
      return topic === undefined ? json : shopifyIntake.facts({ topic, body: JSON.stringify(json) })
    }),
    close: () => shop.close(),
  }
}

conforms(Shopify, 'gold', shopifyRig)

describe('the check', () => {
  let shop: ShopifySandbox
  before(async () => {
    shop = await startShopify({ scopes: leastScopes })
  })
  after(() => shop.close())

  const account = (more: Partial<Credentials> = {}) => {
    const { domain, accessToken, clientSecret, url } = shop
    return openAccount({ shop: domain, accessToken, clientSecret, ...more }, { origin: url })
  }

  test('is content with the least scopes, and they suffice for all that is provided', async () => {
    shop.shop.addLocation('Main street')
    shop.shop.addVariant({ sku: 'MUG', stock: { 'Main street': 1 } })
    const order = shop.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 2 }] })
    assert.deepEqual(await Shopify.check(account()), {
      externalId: shop.domain,
      title: 'Sandbox shop',
      scopes: leastScopes,
      warnings: [],
    })
    const inputs: Record<string, unknown> = {
      get_order: { order: order.name },
      list_orders: {},
      check_inventory: { skus: ['MUG'] },
    }
    for (const { action, run } of Shopify.provides)
      await run(inputs[action.name], account(), { key: 'k', since: new Date().toISOString() })
  })

  test('warns of each scope that is missing; a write scope opens what its read scope does', async () => {
    const few = await startShopify({ scopes: ['write_orders', 'read_customers', 'read_inventory'] })
    try {
      const { warnings } = await Shopify.check(
        openAccount(
          { shop: few.domain, accessToken: few.accessToken, clientSecret: few.clientSecret },
          { origin: few.url },
        ),
      )
      const missing = ['read_products', 'read_locations', 'read_merchant_managed_fulfillment_orders']
      assert.equal(warnings?.length, missing.length)
      for (const scope of missing)
        assert.ok(
          warnings.some(one => one.includes(scope)),
          scope,
        )
    } finally {
      await few.close()
    }
  })

  test('refuses a token that belongs to another shop', async () => {
    const work = Shopify.check(account({ shop: 'another-shop.myshopify.com' }))
    await assert.rejects(work, error => isRefusal(error) && error.code === 'refused')
  })

  test('takes a shop by its own domain only', () => {
    const parse = (shop_: string) =>
      Shopify.credentials.safeParse({
        shop: shop_,
        accessToken: 'shpat_1234567',
        clientSecret: 'shpss_1234567',
      })
    assert.equal(parse(' My-Shop.myshopify.com ').data?.shop, 'my-shop.myshopify.com')
    const hostile = [
      '',
      'x',
      'evil.com',
      '-a.myshopify.com',
      'a.b.myshopify.com',
      'a.myshopify.com.evil.com',
      'a.myshopify.com/x',
      'evil.com#.myshopify.com',
      'a@b.myshopify.com',
      'a.myshopify.com\nevil.com',
      'a_b.myshopify.com',
      'ä.myshopify.com',
      'a.myshopify.com:8080',
      'https://a.myshopify.com',
      'a.myshopify.co',
      '.myshopify.com',
    ]
    for (const one of hostile) assert.equal(parse(one).success, false, one)
  })
})
