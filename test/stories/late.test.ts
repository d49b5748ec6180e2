import assert from 'node:assert/strict'
import test from 'node:test'
import { stage } from './stage.ts'

const shop = await stage()
const { orders, article, put } = shop
const { webhooks } = shop.shop.shopify.shop

const line = (sku: string, quantity: number) => ({ lines: [{ sku, quantity, location: 'Main' }] })

test('webhooks that come late, twice and in any order tell of what is now, not of what was', async () => {
  article({ sku: 'A', stock: { Main: 5 } })
  article({ sku: 'B', stock: { Main: 0 } })
  Object.assign(webhooks.weather, { isHeld: true, copies: 2 })
  const cancelled = orders.place(line('A', 8))
  const served = orders.place(line('A', 5))
  const short = orders.place(line('A', 3))
  const shipped = orders.place(line('B', 2))
  const grown = orders.place(line('B', 1))
  orders.cancel(cancelled.name)
  orders.fulfil(shipped.name)
  orders.edit(grown.name, 'B', 3)
  orders.edit(grown.name, 'B', 2)
  await webhooks.release()
  Object.assign(webhooks.weather, { copies: 1 })
  await Promise.all([shop.hears(short, 1), shop.hears(grown, 1)])
  for (const order of [cancelled, served, short, shipped, grown]) await shop.rests(order)
  assert.deepEqual([cancelled, served, short, shipped, grown].map(shop.told), [
    [],
    [],
    ['created'],
    [],
    ['created'],
  ])
  assert.match((await shop.caseOf(grown)).explanation, /2 of 2 B are waiting/)

  // Told of the past once more, everything stays as it is.
  for (const delivery of [...webhooks.deliveries].toReversed()) await webhooks.redeliver(delivery)
  for (const order of [cancelled, served, short, shipped, grown]) await shop.rests(order)
  assert.deepEqual(shop.told(short), ['created'])
})

test('the word that an order was placed comes after the word that it was cancelled', async () => {
  article({ sku: 'LATE', stock: { Main: 0 } })
  webhooks.weather.isHeld = true
  const order = orders.place(line('LATE', 1))
  webhooks.weather.isHeld = false
  orders.cancel(order.name)
  await shop.rests(order)
  await webhooks.release()
  await shop.rests(order)
  assert.equal((await shop.caseOf(order)).status, 'quiet')
  assert.deepEqual(shop.told(order), [])
})

test('the word of a restock overtakes the order: neither is a reason for a ticket', async () => {
  article({ sku: 'SOON', stock: { Main: 0 } })
  webhooks.weather.isHeld = true
  const order = orders.place(line('SOON', 2))
  webhooks.weather.isHeld = false
  put('SOON', 'Main', 0)
  await webhooks.settled()
  await webhooks.release()
  await shop.rests(order)
  assert.equal((await shop.caseOf(order)).class, 'covered')
  assert.deepEqual(shop.told(order), [])
})

test('an order whose webhooks are lost is found through its pool, by the scan that the disagreement asks for', async () => {
  article({ sku: 'LOST', stock: { Main: 1 } })
  webhooks.weather.lost = 1
  const lost = orders.place(line('LOST', 1))
  webhooks.weather.lost = 0
  const told = orders.place(line('LOST', 1))
  await shop.hears(told, 1)
  await shop.rests(lost)
  assert.equal((await shop.caseOf(lost)).class, 'covered')
  assert.match((await shop.caseOf(told)).explanation, new RegExp(`${lost.name} is ahead; 1 short`))
})
