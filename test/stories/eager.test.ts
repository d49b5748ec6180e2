import assert from 'node:assert/strict'
import test from 'node:test'
import { stage } from './stage.ts'

// So long that no machine is too slow for these stories.
const shop = await stage({ settings: { confirmSeconds: 3000 } })

async function suspected(sku: string) {
  const order = shop.orders.place({ lines: [{ sku, quantity: 1, location: 'Main' }] })
  await shop.shop.until('it is suspected', async () => (await shop.statusOf(order)) === 'suspected')
  return order
}

test('looking again and again before its time does not confirm a shortage', async () => {
  shop.article({ sku: 'EAGER', stock: { Main: 0 } })
  const order = await suspected('EAGER')
  for (let look = 0; look < 5; look += 1) await shop.shop.act('backorders.judge_order', { order: order.id })
  assert.equal((await shop.caseOf(order)).status, 'suspected')
  assert.deepEqual(shop.told(order), [])
})

test('a shortage that is gone at the second reading is nobody’s business', async () => {
  shop.article({ sku: 'BLINK', stock: { Main: 0 } })
  const order = await suspected('BLINK')
  shop.put('BLINK', 'Main', 0)
  await shop.shop.until('it is quiet', async () => (await shop.statusOf(order)) === 'quiet')
  await shop.shop.settle()
  assert.deepEqual(shop.told(order), [])
})

test('a cancellation while the second reading is awaited leaves no ticket', async () => {
  shop.article({ sku: 'QUICK', stock: { Main: 0 } })
  const order = await suspected('QUICK')
  shop.orders.cancel(order.name)
  await shop.shop.until('it is quiet', async () => (await shop.statusOf(order)) === 'quiet')
  await shop.shop.settle()
  assert.deepEqual(shop.told(order), [])
})
