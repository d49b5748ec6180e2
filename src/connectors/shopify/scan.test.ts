import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import type { Scanned } from '#spine/connections/connector.ts'
import { startShopify, type ShopifySandbox } from '#sandbox/shopify/server.ts'
import { openAccount } from '../../../test/conformance/account.ts'
import { ask } from './client.ts'
import { subscribe } from './documents/documents.ts'
import { scanOrders } from './scan.ts'
import { shopifyIntake } from './webhooks/webhooks.ts'

let shop: ShopifySandbox
before(async () => {
  shop = await startShopify({ throttle: { maximum: 100_000, perSecond: 100_000 } })
  shop.shop.addLocation('Main street')
  shop.shop.addVariant({ sku: 'MUG', stock: { 'Main street': 5 } })
})
after(() => shop.close())

const account = () => {
  const { domain, accessToken, clientSecret, url } = shop
  return openAccount({ shop: domain, accessToken, clientSecret }, { origin: url })
}
const place = () => shop.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 1 }] })
async function scan(since: Date): Promise<Scanned[]> {
  const found: Scanned[] = []
  for await (const page of scanOrders(account(), since.toISOString())) found.push(...page)
  return found
}

test('a scan has for every change the key that its webhook had', async () => {
  const keys = new Set<string | undefined>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([k, v]) => [k, String(v)]))
      keys.add(shopifyIntake.arrival({ headers, body: Buffer.concat(chunks), topic: '' }).businessKey)
      response.end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  try {
    for (const topic of ['ORDERS_CREATE', 'ORDERS_UPDATED'])
      await ask(account(), subscribe, { topic, uri: `http://127.0.0.1:${port}/${topic}` })
    const since = new Date(Date.now() - 1000)
    const [one, two] = [place(), place()]
    shop.shop.orders.edit(one.name, 'MUG', 3)
    shop.shop.orders.cancel(one.name)
    await shop.shop.webhooks.settled()
    const found = await scan(since)
    assert.deepEqual(
      found.map(({ topic }) => topic),
      ['orders/create', 'orders/create', 'orders/updated'],
    )
    for (const { businessKey } of found) assert.ok(keys.has(businessKey), businessKey)
    const subjects = found.map(({ topic, body }) => shopifyIntake.facts({ topic, body })[0]?.subject)
    assert.deepEqual(subjects, [two.id, one.id, one.id])
  } finally {
    server.close()
    server.closeAllConnections()
    shop.shop.webhooks.subscriptions.clear()
  }
})

test('an order older than the window is told as updated only', async () => {
  const order = place()
  const since = new Date(Date.now() + 3_600_000)
  order.updatedAt = new Date(since.getTime() + 60_000)
  const [only, ...others] = await scan(since)
  assert.equal(others.length, 0)
  assert.equal(only?.topic, 'orders/updated')
  assert.equal(Date.parse(only?.occurredAt ?? ''), Math.floor(order.updatedAt.getTime() / 1000) * 1000)
})

test('a scan goes through all pages, oldest change first', async () => {
  const since = new Date(Date.now() + 7_200_000)
  const ids = Array.from({ length: 205 }, (_, n) => {
    const order = place()
    order.updatedAt = new Date(since.getTime() + (205 - n) * 1000)
    return order.id
  })
  const subjects = (await scan(since)).map(
    ({ topic, body }) => shopifyIntake.facts({ topic, body })[0]?.subject,
  )
  assert.deepEqual(subjects, ids.toReversed())
})
