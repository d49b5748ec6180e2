import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { isRefusal } from '#spine/refusal.ts'
import { openShopBench, type ShopBench } from '../../../../../test/conformance/rigs/shopify-bench.ts'
import { shopifyCancelOrder as cancel } from './cancel-order.ts'

let bench: ShopBench
before(async () => {
  bench = await openShopBench()
})
beforeEach(() => {
  bench.faults.clear()
  Object.assign(bench.shop.jobWeather, { polls: 0, isFailing: false })
})
after(() => bench.close())

const place = () => bench.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 2, price: 1000 }] })
const wish = (order: string, more = {}) => ({
  order,
  reason: 'inventory',
  isRestocked: true,
  isRefunded: true,
  ...more,
})

test('the job is followed until the order is cancelled, and what was paid is back', async () => {
  bench.shop.jobWeather.polls = 3
  const order = place()
  const shown = await bench.preview(cancel, wish(order.id, { isCustomerNotified: true }))
  assert.deepEqual(shown.money, { minor: 2000, currency: 'EUR' })
  assert.deepEqual(shown.recipients, ['ada@example.com'])
  assert.equal(shown.irreversible?.length, 2)
  const kept = await bench.preview(cancel, wish(order.id, { isRefunded: false }))
  assert.deepEqual([kept.money?.minor, kept.irreversible?.length, kept.recipients], [0, 1, []])
  await bench.run(cancel, wish(order.id), 'a')
  assert.ok(order.cancelledAt)
  assert.equal(order.refunds[0]?.minor, 2000)
})

test('a job that ends without its work is a refusal, and the order may be cancelled another time', async () => {
  bench.shop.jobWeather.isFailing = true
  const order = place()
  await assert.rejects(
    bench.run(cancel, wish(order.id), 'b'),
    error => isRefusal(error) && error.code === 'refused' && /gave it up/.test(error.says),
  )
  bench.shop.jobWeather.isFailing = false
  await bench.run(cancel, wish(order.id), 'b')
  assert.ok(order.cancelledAt)
})

test('whatever fails after the acceptance leaves the question open, and the probe answers it', async () => {
  for (const operation of ['job', 'order']) {
    const order = place()
    bench.faults.plan({ kind: 'status', status: 403 }, 1, { operation })
    await assert.rejects(
      bench.run(cancel, wish(order.id), operation),
      error => isRefusal(error) && error.code === 'unknown_outcome',
    )
    assert.equal((await bench.probe(cancel, wish(order.id), operation)).is, 'applied')
  }
})

test("somebody else's cancellation is not taken for ours", async () => {
  const order = place()
  bench.shop.orders.cancel(order.id)
  assert.equal((await bench.probe(cancel, wish(order.id), 'c')).is, 'absent')
  await assert.rejects(bench.preview(cancel, wish(order.id)), /cancelled already/)
  await assert.rejects(bench.run(cancel, wish(order.id), 'c'), /already been cancel/)
})

test('an order that cannot be cancelled says why', async () => {
  const shipped = place()
  bench.shop.orders.fulfil(shipped.name)
  await assert.rejects(bench.run(cancel, wish(shipped.id), 'd'), /fulfilled/)
  const pending = bench.shop.orders.place({
    lines: [{ sku: 'MUG', quantity: 1 }],
    payment: { isPending: true },
  })
  await assert.rejects(bench.run(cancel, wish(pending.id), 'e'), /pending payment/)
})
