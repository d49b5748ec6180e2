import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { isRefusal } from '#spine/refusal.ts'
import { shopifyIntake } from './webhooks.ts'

const shop = 'kettles-and-co.myshopify.com'
const folder = join(import.meta.dirname, '../samples')
const named = { shop_id: 7, shop_domain: shop }
const customer = { id: 207_119_551, email: 'rosa.lind@example.com' }
/** What each of them is sent with. */
const own: Readonly<Record<string, string>> = {
  'app/uninstalled': readFileSync(join(folder, 'app-uninstalled.json'), 'utf8'),
  'shop/redact': JSON.stringify(named),
  'customers/redact': JSON.stringify({ ...named, customer, orders_to_redact: [1] }),
  'customers/data_request': JSON.stringify({
    ...named,
    customer,
    orders_requested: [1],
    data_request: { id: 9 },
  }),
}
const bodies = [
  ...Object.values(own),
  ...readdirSync(folder).map(name => readFileSync(join(folder, name), 'utf8')),
]

/** For whom a delivery is taken, or the code of its refusal. */
function taken(topic: string, body: string, domain?: string): string | undefined {
  const headers = { 'x-shopify-topic': topic, 'x-shopify-shop-domain': domain }
  try {
    return shopifyIntake.arrival({ headers, body: Buffer.from(body), topic: '' }).claimedAccount
  } catch (error) {
    return isRefusal(error) ? error.code : assert.fail(String(error))
  }
}

test('A3: no captured body is taken for one that ends, tells or forgets', () => {
  for (const [topic, genuine] of Object.entries(own)) {
    const others = new Set(bodies.filter(body => body !== genuine))
    for (const body of others) assert.equal(taken(topic, body, shop), 'invalid_input', `${topic} ${body}`)
    assert.equal(taken(topic, genuine, shop), shop)
  }
})

test('A3: what ends, tells or forgets belongs to the shop of the signed body, whatever a header says', () => {
  for (const [topic, body] of Object.entries(own)) {
    assert.equal(taken(topic, body, 'other.myshopify.com'), 'unauthenticated')
    assert.equal(taken(topic, body), shop)
  }
})
