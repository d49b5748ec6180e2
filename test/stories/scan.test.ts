import assert from 'node:assert/strict'
import test from 'node:test'
import { stage } from './stage.ts'

const shop = await stage()
const { orders, article } = shop
const { asked, shop: simulated } = shop.shop.shopify

const scanned = async (): Promise<string[]> => {
  const before = asked.length
  await shop.shop.act('backorders.scan_orders', {})
  await shop.shop.settle()
  return asked.slice(before)
}

test('thirty orders of which nobody told are judged by one scan of a few calls; the next finds them known', async () => {
  simulated.webhooks.weather.lost = 1
  const names = Array.from({ length: 30 }, (_, n) => `ART-${n}`)
  for (const sku of names) article({ sku, stock: { Main: 1 } })
  const placed = names.map(sku => orders.place({ lines: [{ sku, quantity: 1, location: 'Main' }] }))
  const calls = await scanned()
  assert.deepEqual(
    await Promise.all(placed.map(async order => (await shop.caseOf(order)).class)),
    placed.map(() => 'covered'),
  )
  // The list, four times nine orders, twice twenty-five items.
  assert.deepEqual(calls, ['orders', ...Array(6).fill('nodes')])
  assert.deepEqual(await scanned(), ['orders', ...Array(4).fill('nodes')])
})

test('who is served is decided with everybody in the queue, also with those of whom nobody told', async () => {
  simulated.webhooks.weather.lost = 1
  article({ sku: 'RUSH', stock: { Main: 2 } })
  const placed = [1, 2, 3].map(() =>
    orders.place({ lines: [{ sku: 'RUSH', quantity: 1, location: 'Main' }] }),
  )
  const [first, second, last] = placed
  assert.ok(first && second && last)
  // The scan sees the latest change last: the order that is short is the first of the page.
  for (const [at, order] of [last, first, second].entries())
    order.updatedAt = new Date(Date.now() + at * 1000)
  await scanned()
  assert.deepEqual(await Promise.all(placed.map(async order => (await shop.caseOf(order)).class)), [
    'covered',
    'covered',
    'backorder',
  ])
  await shop.hears(last, 1)
  assert.match((await shop.caseOf(last)).explanation, new RegExp(`${first.name}.*${second.name} are ahead`))
})

test('an order that changed since is read again', async () => {
  simulated.webhooks.weather.lost = 1
  article({ sku: 'NEWS', stock: { Main: 1 } })
  const order = orders.place({ lines: [{ sku: 'NEWS', quantity: 1, location: 'Main' }] })
  await scanned()
  assert.equal((await shop.caseOf(order)).class, 'covered')
  orders.edit(order.name, 'NEWS', 2)
  await scanned()
  await shop.hears(order, 1)
  assert.match((await shop.caseOf(order)).explanation, /1 of 2 NEWS is waiting/)
})
