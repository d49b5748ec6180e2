import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isRefusal } from '#spine/refusal.ts'
import { openShopBench, type ShopBench } from '../../../../test/conformance/rigs/shopify-bench.ts'
import { shopifyChangeShippingAddress as move } from './change-shipping-address.ts'

let bench: ShopBench
before(async () => {
  bench = await openShopBench()
})
after(() => bench.close())

const lines = [{ sku: 'MUG', quantity: 1 }]
const there = { address1: 'Hauptplatz 2', city: 'Wien', zip: '1010', country: 'AT', firstName: 'Ada' }

test('a person sees each field that changes, and only those', async () => {
  const order = bench.shop.orders.place({ lines })
  const shown = await bench.preview(move, { order: order.id, address: there })
  assert.deepEqual(shown.changes, [
    { field: 'lastName', from: 'Example', to: '' },
    { field: 'address1', from: 'Main street 1', to: 'Hauptplatz 2' },
    { field: 'city', from: 'Berlin', to: 'Wien' },
    { field: 'zip', from: '10115', to: '1010' },
    { field: 'country', from: 'DE', to: 'AT' },
  ])
})

test('it goes back where it went, unless somebody sent it elsewhere since', async () => {
  const order = bench.shop.orders.place({ lines })
  const first = order.shippingAddress
  const input = { order: order.id, address: there }
  const back = move.undo?.(input, await bench.run(move, input, 'a'))
  assert.equal(order.shippingAddress?.city, 'Wien')
  const { shippingAddress } = order
  assert.ok(shippingAddress)
  bench.shop.orders.update(order.id, { shippingAddress: { ...shippingAddress, address1: 'Elsewhere 3' } })
  await assert.rejects(
    bench.run(move, back?.input, 'b'),
    error => isRefusal(error) && error.code === 'conflict',
  )
  // A phone that the platform wrote in its own way is no other address.
  bench.shop.orders.update(order.id, { shippingAddress: { ...shippingAddress, phone: '+43 1 234' } })
  await bench.run(move, back?.input, 'b')
  assert.deepEqual(order.shippingAddress, first)
})

test('what has left, or was cancelled, is sent nowhere else', async () => {
  const left = bench.shop.orders.place({ lines })
  bench.shop.orders.fulfil(left.name)
  const gone = bench.shop.orders.place({ lines })
  bench.shop.orders.cancel(gone.id)
  for (const order of [left, gone])
    await assert.rejects(bench.run(move, { order: order.id, address: there }, 'c'), /has left already/)
})

test("an address that the platform does not take is refused in the platform's words", async () => {
  const order = bench.shop.orders.place({ lines, shippingAddress: null })
  const address = { ...there, country: 'US' }
  await assert.rejects(bench.run(move, { order: order.id, address }, 'd'), /province can't be blank/)
  const input = { order: order.id, address: { ...address, province: 'NY' } }
  const output = await bench.run(move, input, 'e')
  assert.deepEqual(output, { before: null })
  assert.equal(move.undo?.(input, output), undefined)
})
