import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { openShopBench, type ShopBench } from '../../../../../test/conformance/rigs/shopify-bench.ts'
import { shopifyHoldFulfillment as hold } from './hold-fulfillment.ts'
import { shopifyReleaseFulfillment as release } from './release-fulfillment.ts'

let bench: ShopBench
before(async () => {
  bench = await openShopBench()
})
after(() => bench.close())

function place() {
  const [work] = bench.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 1 }] }).work
  assert.ok(work)
  return work
}
const wish = (fulfillmentOrder: string) => ({ fulfillmentOrder, reason: 'inventory_out_of_stock' })
const Held = z.object({ hold: z.string() })

test('the same deed holds once, however often it is sent', async () => {
  const work = place()
  const first = await bench.run(hold, wish(work.id), 'a')
  assert.deepEqual(await bench.run(hold, wish(work.id), 'a'), first)
  assert.equal(work.holds.length, 1)
  assert.equal((await bench.probe(hold, wish(work.id), 'b')).is, 'absent')
})

test("a release lifts our hold, and leaves everybody else's", async () => {
  const work = place()
  bench.shop.orders.hold(work.id, true, { reason: 'HIGH_RISK_OF_FRAUD', handle: 'theirs' })
  const ours = Held.parse(await bench.run(hold, wish(work.id), 'c'))
  const back = hold.undo?.(wish(work.id), ours)
  assert.equal(back?.action, 'release_fulfillment')
  assert.equal((await bench.preview(release, back.input)).irreversible, undefined)
  const released = { reason: 'inventory_out_of_stock', note: '' }
  assert.deepEqual(await bench.run(release, back.input, 'd'), { isHeld: true, released })
  assert.deepEqual(
    work.holds.map(one => one.handle),
    ['theirs'],
  )
  // A second time there is nothing left to do, and nothing to take back.
  const again = await bench.run(release, back.input, 'e')
  assert.deepEqual(again, { isHeld: true, released: null })
  assert.equal(release.undo?.(back.input, again), undefined)
  assert.equal(work.holds.length, 1)
})

test('the last hold may not be lifted without a word on what then leaves', async () => {
  const work = place()
  const { hold: id } = Held.parse(await bench.run(hold, wish(work.id), 'f'))
  const shown = await bench.preview(release, { fulfillmentOrder: work.id, hold: id })
  assert.deepEqual(shown.changes.at(-1), { field: 'status', from: 'on_hold', to: 'open' })
  assert.equal(shown.irreversible?.length, 1)
})

test('work that is done cannot be held, and the platform says so', async () => {
  const { order, work } = bench.shop.orders.findWork(place().id)
  bench.shop.orders.fulfil(order.name)
  await assert.rejects(bench.run(hold, wish(work.id), 'g'), /could not be found/)
})
