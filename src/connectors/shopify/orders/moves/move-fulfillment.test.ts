import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { openShopBench, type ShopBench } from '../../../../../test/conformance/rigs/shopify-bench.ts'
import { shopifyMoveFulfillment as move } from './move-fulfillment.ts'

let bench: ShopBench
let cellar: string
before(async () => {
  bench = await openShopBench()
  cellar = bench.shop.addLocation('Cellar')
  bench.shop.addVariant({ sku: 'JUG', stock: { 'Main street': 5, Cellar: 20 } })
})
after(() => bench.close())

const Moved = z.object({ fulfillmentOrder: z.string(), from: z.string().nullable() })

function place(quantity = 5) {
  const [work] = bench.shop.orders.place({ lines: [{ sku: 'JUG', quantity, location: 'Main street' }] }).work
  assert.ok(work)
  return work
}
const wish = (work: { id: string }, lines: object[] = []) => ({
  fulfillmentOrder: work.id,
  location: cellar,
  lines,
})

test('all of the work is sent from there, once, and taken back', async () => {
  const work = place()
  const from = work.location.id
  const shown = await bench.preview(move, wish(work))
  assert.deepEqual(shown.changes, [
    { field: 'sent from', from: 'Main street: 5 × JUG', to: 'Cellar: 5 × JUG' },
  ])
  assert.equal((await bench.probe(move, wish(work), 'a')).is, 'absent')
  const done = Moved.parse(await bench.run(move, wish(work), 'a'))
  assert.deepEqual([work.location.id, done.from], [cellar, from])
  assert.equal((await bench.probe(move, wish(work), 'a')).is, 'applied')
  // It is there: a second time there is nothing to do, and nothing to take back.
  const again = await bench.run(move, wish(work), 'b')
  assert.equal(move.undo?.(wish(work), again), undefined)
  const back = move.undo?.(wish(work), done)
  assert.equal(back?.action, 'move_fulfillment')
  await bench.run(move, { lines: [], ...back.input }, 'c')
  assert.equal(work.location.id, from)
})

test('some units become work of their own, and are found there', async () => {
  const work = place()
  const [line] = work.lines
  const part = wish(work, [{ line: line?.id, quantity: 2, of: 5 }])
  assert.equal((await bench.probe(move, part, 'd')).is, 'absent')
  const done = Moved.parse(await bench.run(move, part, 'd'))
  const { order } = bench.shop.orders.findWork(work.id)
  assert.deepEqual(
    order.work.map(one => [one.location.name, one.lines.map(({ remaining }) => remaining)]),
    [
      ['Main street', [3]],
      ['Cellar', [2]],
    ],
  )
  const found = await bench.probe(move, part, 'd')
  assert.ok(found.is === 'applied')
  assert.equal(Moved.parse(found.output).fulfillmentOrder, done.fulfillmentOrder)
  // The same wish again would take two more; the number that was seen forbids it.
  await assert.rejects(bench.run(move, part, 'e'), /There are 3 units of that line to be sent, and not 5/)
  assert.equal(order.work.length, 2)
})

test('what nobody can tell is left to a person', async () => {
  const work = place()
  const [line] = work.lines
  const part = wish(work, [{ line: line?.id, quantity: 2, of: 5 }])
  // Two units are gone, but not to the cellar.
  bench.shop.orders.split(work.id, new Map([[line?.id ?? '', 2]]))
  assert.equal((await bench.probe(move, part, 'f')).is, 'ambiguous')
  const other = place()
  bench.shop.orders.split(other.id, new Map([[other.lines[0]?.id ?? '', 1]]))
  const third = wish(other, [{ line: other.lines[0]?.id, quantity: 3, of: 5 }])
  assert.equal((await bench.probe(move, third, 'g')).is, 'ambiguous')
})

test('nothing is sent from where it was never stocked, or after it has left', async () => {
  const barn = bench.shop.addLocation('Barn')
  const work = place(1)
  const there = { ...wish(work), location: barn }
  await assert.rejects(bench.preview(move, there), /not stocked at this location/)
  await assert.rejects(bench.run(move, there, 'h'), /not stocked at this location/)
  const { order } = bench.shop.orders.findWork(work.id)
  bench.shop.orders.fulfil(order.name)
  await assert.rejects(bench.run(move, wish(work), 'i'), /closed cannot be sent from there/)
  await assert.rejects(
    bench.run(move, { ...wish(work), fulfillmentOrder: 'gid://shopify/FulfillmentOrder/1' }, 'j'),
    /no such fulfilment order/,
  )
})
