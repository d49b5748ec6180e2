import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Delivery } from '#spine/connections/intake.ts'
import { startShopify } from '#sandbox/shopify/server.ts'
import type { Credentials } from '#src/connectors/shopify/credentials.ts'
import { shopifyIntake } from '#src/connectors/shopify/webhooks/webhooks.ts'
import { httpFaults, httpThrottles } from '../http-faults.ts'
import type { FaultCase, Rig } from '../rig.ts'
import { freePort } from './nowhere.ts'
import { samplesOf } from './samples.ts'
import { orderDeeds } from './shopify-deeds.ts'

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

/** The simulated shop with an allowance that an exam does not use up, and everything that the connector can do there. */
export async function shopifyRig(): Promise<Rig<Credentials>> {
  const shop = await startShopify({
    accessToken: 'shpat_1a2b3c4d5e6f',
    clientSecret: 'shpss_6f5e4d3c2b1a',
    throttle: { maximum: 100_000, perSecond: 100_000 },
  })
  shop.shop.addLocation('Main street')
  shop.shop.addVariant({ sku: 'CUP', price: 700, stock: { 'Main street': 5 } })
  shop.shop.addVariant({ sku: 'MUG', stock: { 'Main street': 5 } })
  const good = { shop: shop.domain, accessToken: shop.accessToken, clientSecret: shop.clientSecret }
  const delivery = (name: string, topic: string, id: string): Delivery => {
    const body = readFileSync(
      new URL(`../../../src/connectors/shopify/samples/${name}.json`, import.meta.url),
    )
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
    deeds: orderDeeds(shop),
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
