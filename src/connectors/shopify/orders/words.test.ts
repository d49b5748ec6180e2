import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isRefusal } from '#spine/refusal.ts'
import { openShopBench, type ShopBench } from '../../../../test/conformance/rigs/shopify-bench.ts'
import { shopifyChangeTags as tag } from './change-tags.ts'
import { shopifySetNote as note } from './set-note.ts'

let bench: ShopBench
before(async () => {
  bench = await openShopBench()
})
after(() => bench.close())

const place = (tags: string[] = [], words: string | null = null) =>
  bench.shop.orders.place({
    lines: [{ sku: 'MUG', quantity: 1 }],
    tags,
    ...(words !== null && { note: words }),
  })

test('taking tags back leaves those that were there before', async () => {
  const order = place(['vip', 'Gift'])
  const input = { order: order.id, add: ['VIP', 'late', 'Late'], remove: ['gift', 'nowhere'] }
  const shown = await bench.preview(tag, input)
  assert.deepEqual(shown.changes, [
    { field: 'tag late', from: false, to: true },
    { field: 'tag Gift', from: true, to: false },
  ])
  const output = await bench.run(tag, input, 'a')
  assert.deepEqual(output, { added: ['late'], removed: ['Gift'] })
  assert.deepEqual(order.tags.toSorted(), ['late', 'vip'])
  const back = tag.undo?.(input, output)
  await bench.run(tag, back?.input, 'b')
  assert.deepEqual(order.tags.toSorted(), ['Gift', 'vip'])
})

test('tags that are as they should be are not written again, and there is nothing to take back', async () => {
  const order = place(['vip'])
  const input = { order: order.id, add: ['vip'], remove: ['late'] }
  const output = await bench.run(tag, input, 'c')
  assert.equal(tag.undo?.(input, output), undefined)
  assert.equal(tag.undo?.(input, { added: null, removed: null }), undefined)
  const written = bench.ledger.entries().filter(one => one.details['orderId'] === order.id)
  assert.deepEqual(written, [])
})

test('a note comes back as it was, unless somebody wrote another since', async () => {
  const order = place([], 'Ring twice')
  const input = { order: order.id, note: 'Leave at the door' }
  const output = await bench.run(note, input, 'd')
  assert.deepEqual(output, { before: 'Ring twice' })
  const back = note.undo?.(input, output)
  bench.shop.orders.update(order.id, { note: 'Call first' })
  await assert.rejects(
    bench.run(note, back?.input, 'e'),
    error => isRefusal(error) && error.code === 'conflict',
  )
  assert.equal(order.note, 'Call first')
  bench.shop.orders.update(order.id, { note: 'Leave at the door\r\n' })
  await bench.run(note, back?.input, 'e')
  assert.equal(order.note, 'Ring twice')
})

test('a tag with a comma would be two tags, and is refused', () => {
  assert.equal(tag.action.input.safeParse({ order: 'x', add: ['a,b'] }).success, false)
})
