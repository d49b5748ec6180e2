import assert from 'node:assert/strict'
import test from 'node:test'
import { stage } from './stage.ts'

// So long that no machine is too slow for this story.
const shop = await stage({ settings: { confirmSeconds: 3000 } })

test('looking again and again before its time does not confirm a shortage', async () => {
  shop.article({ sku: 'EAGER', stock: { Main: 0 } })
  const order = shop.orders.place({ lines: [{ sku: 'EAGER', quantity: 1, location: 'Main' }] })
  await shop.shop.until('it is suspected', async () => (await shop.statusOf(order)) === 'suspected')
  for (let look = 0; look < 5; look += 1) await shop.shop.act('backorders.judge_order', { order: order.id })
  assert.equal((await shop.caseOf(order)).status, 'suspected')
  assert.deepEqual(shop.told(order), [])
})
