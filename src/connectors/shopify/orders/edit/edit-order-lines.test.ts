import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { NewOrder } from '#sandbox/shopify/model/order.ts'
import { isRefusal } from '#spine/refusal.ts'
import { openShopBench, type ShopBench } from '../../../../../test/conformance/rigs/shopify-bench.ts'
import { shopifyEditOrderLines as edit } from './edit-order-lines.ts'

let bench: ShopBench
before(async () => {
  bench = await openShopBench()
})
beforeEach(() => bench.faults.clear())
after(() => bench.close())

const place = (more: Partial<NewOrder> = {}) =>
  bench.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 4, price: 1000 }], ...more })
const cup = () => bench.shop.stock.variant('CUP')
const committed = (id: string) =>
  bench.ledger.entries({ kind: 'order.edited' }).filter(one => one.details['orderId'] === id)

test('a person sees what the order will be and cost, and nothing is changed by looking', async () => {
  const order = place()
  const input = {
    order: order.id,
    lines: [{ line: order.lines[0]?.id, quantity: 1 }],
    add: [{ variant: cup().id, quantity: 2 }],
    isCustomerNotified: true,
  }
  const shown = await bench.preview(edit, input)
  assert.deepEqual(shown.changes, [
    { field: 'MUG (MUG)', from: 4, to: 1 },
    { field: 'CUP (CUP)', from: 0, to: 2 },
    { field: 'total', from: 4000, to: 2400 },
  ])
  assert.deepEqual(shown.money, { minor: 1600, currency: 'EUR' })
  assert.deepEqual(shown.recipients, ['ada@example.com'])
  assert.equal(order.lines[0]?.quantity, 4)
  const done = edit.action.output.parse(await bench.run(edit, input, 'a'))
  assert.deepEqual(done['total'], { minor: 2400, currency: 'EUR' })
  assert.equal(committed(order.id)[0]?.details['isNotified'], true)
})

test('taken back, the lines have what they had; what was added is gone', async () => {
  const order = place()
  const input = {
    order: order.id,
    lines: [{ line: order.lines[0]?.id, quantity: 6 }],
    add: [{ variant: cup().id, quantity: 2 }],
  }
  const back = edit.undo?.(input, await bench.run(edit, input, 'b'))
  await bench.run(edit, back?.input, 'c')
  assert.deepEqual(
    order.lines.map(line => [line.sku, line.quantity]),
    [
      ['MUG', 4],
      ['CUP', 0],
    ],
  )
})

test('an order that changed while it was edited is not written over', async () => {
  const order = place()
  const input = { order: order.id, lines: [{ line: order.lines[0]?.id, quantity: 1 }] }
  const restore = meddleAtCommit(order.id)
  await assert.rejects(bench.run(edit, input, 'd'), error => isRefusal(error) && error.code === 'refused')
  restore()
  assert.equal(committed(order.id).length, 0)
})

/** Has somebody else refund a unit at the very moment of the commit. */
function meddleAtCommit(orderId: string): () => void {
  const { edits } = bench.shop
  const { get } = edits
  let asked = 0
  edits.get = id => {
    asked += 1
    // The second question is the commit's.
    if (asked === 2) bench.shop.orders.refund(orderId, 'MUG', 1)
    return get.call(edits, id)
  }
  return () => void Reflect.deleteProperty(edits, 'get')
}

test('what has left stays on the order', async () => {
  const order = place()
  bench.shop.orders.fulfil(order.name, 'MUG', 3)
  const line = order.lines[0]?.id
  await assert.rejects(
    bench.run(edit, { order: order.id, lines: [{ line, quantity: 2 }] }, 'e'),
    /3 of MUG have left/,
  )
  await bench.run(edit, { order: order.id, lines: [{ line, quantity: 3 }] }, 'f')
  assert.equal(order.lines[0]?.quantity, 3)
})

test('units that are written off do not come back on the shelf', async () => {
  const order = place()
  const { itemId } = bench.shop.stock.variant('MUG')
  const available = () => bench.shop.stock.levels({ itemId })[0]?.available ?? 0
  const before_ = available()
  const line = order.lines[0]?.id
  await bench.run(edit, { order: order.id, lines: [{ line, quantity: 3 }], isRestocked: false }, 'g')
  assert.equal(available(), before_)
  await bench.run(edit, { order: order.id, lines: [{ line, quantity: 1 }] }, 'h')
  assert.equal(available(), before_ + 2)
})

test('what is so already is not edited, and what cannot be is refused unsent', async () => {
  const order = place()
  const line = order.lines[0]?.id
  const same = { order: order.id, lines: [{ line, quantity: 4 }] }
  const output = await bench.run(edit, same, 'i')
  assert.equal(edit.undo?.(same, output), undefined)
  const mug = bench.shop.stock.variant('MUG').id
  const wishes = [{ lines: [{ line: cup().id, quantity: 1 }] }, { add: [{ variant: mug, quantity: 1 }] }]
  for (const wish of wishes)
    await assert.rejects(
      bench.run(edit, { order: order.id, ...wish }, 'j'),
      error => isRefusal(error) && error.code === 'invalid_input',
    )
  bench.shop.orders.cancel(order.id)
  await assert.rejects(bench.run(edit, same, 'k'), /cannot be edited/)
  assert.equal(committed(order.id).length, 0)
})

test('a working copy that is lost leaves nothing open', async () => {
  const order = place()
  const input = { order: order.id, lines: [{ line: order.lines[0]?.id, quantity: 1 }] }
  for (const operation of ['orderEditBegin', 'orderEditSetQuantity']) {
    bench.faults.plan({ kind: 'reset-after' }, 1, { operation })
    await assert.rejects(
      bench.run(edit, input, operation),
      error => isRefusal(error) && error.code === 'unavailable',
    )
  }
  await bench.run(edit, input, 'l')
  assert.equal(committed(order.id).length, 1)
})
