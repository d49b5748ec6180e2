import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { NewOrder } from '#sandbox/shopify/model/order.ts'
import { isRefusal } from '#spine/refusal.ts'
import { openShopBench, type ShopBench } from '../../../../../test/conformance/rigs/shopify-bench.ts'
import { shopifyRefundOrder as refund } from './refund-order.ts'

let bench: ShopBench
before(async () => {
  bench = await openShopBench()
})
beforeEach(() => bench.faults.clear())
after(() => bench.close())

const mug = { sku: 'MUG', quantity: 4, price: 1000 }
const place = (more: Partial<NewOrder> = {}) => bench.shop.orders.place({ lines: [mug], ...more })
const refunds = (orderId: string) =>
  bench.ledger.entries({ kind: 'refund.created' }).filter(one => one.details['orderId'] === orderId)

test('a stated amount goes back in the currency that was paid with, over the payments that can take it', async () => {
  const sales = [
    { gateway: 'gift_card', minor: 1000 },
    { gateway: 'shopify_payments', minor: 5400 },
  ]
  const order = place({ payment: { currency: 'JPY', rate: 160, sales } })
  const input = { order: order.id, amount: { minor: 1500, currency: 'JPY' }, reference: 'late' }
  const yen = (minor: number) => ({ minor, currency: 'JPY' })
  const shown = await bench.preview(refund, input)
  assert.deepEqual(shown.money, { minor: 1500, currency: 'JPY' })
  assert.deepEqual(shown.changes.slice(0, 2), [
    { field: 'refunded', from: yen(0), to: yen(1500) },
    { field: 'refundable', from: yen(6400), to: yen(4900) },
  ])
  const { amount } = refund.action.output.parse(await bench.run(refund, input, 'late'))
  assert.deepEqual(amount, { minor: 1500, currency: 'JPY' })
  const parts = order.payment.transactions.filter(one => one.kind === 'REFUND')
  assert.deepEqual(
    parts.map(one => [one.gateway, one.minor]),
    [
      ['gift_card', 1000],
      ['shopify_payments', 500],
    ],
  )
})

test('A15: what was given back since by somebody else is no longer to be had', async () => {
  const order = place()
  const input = { order: order.id, amount: { minor: 3000, currency: 'EUR' }, reference: 'all' }
  assert.equal((await bench.preview(refund, input)).money?.minor, 3000)
  bench.shop.orders.refund(order.id, 'MUG', 2)
  await assert.rejects(
    bench.run(refund, input, 'all'),
    error => isRefusal(error) && error.code === 'refused' && /no more than 20\.00 EUR/.test(error.says),
  )
  assert.equal(refunds(order.id).length, 0)
})

test('A14: the same deed sent again under its key is one refund', async () => {
  const order = place()
  const input = { order: order.id, amount: { minor: 500, currency: 'EUR' }, reference: 'once' }
  const first = await bench.run(refund, input, 'once')
  assert.deepEqual(await bench.run(refund, input, 'once'), first)
  assert.equal(refunds(order.id).length, 1)
  // By then the platform suggests other parts: whether the first was done is for the probe to say.
  const whole = { ...input, amount: { minor: 3600, currency: 'EUR' } }
  await assert.rejects(bench.run(refund, whole, 'once'), error => isRefusal(error))
  assert.equal(refunds(order.id).length, 1)
})

test('lines come back as they are told to, and the customer is told only where that is wished', async () => {
  const order = place()
  bench.shop.orders.fulfil(order.name, 'MUG', 1)
  const [line] = order.lines
  const back = { line: line?.id, quantity: 1, restock: 'return' }
  const input = { order: order.id, lines: [back], isCustomerNotified: true, reference: 'back' }
  await assert.rejects(bench.run(refund, input, 'back'), /location/)
  const [place_] = bench.shop.stock.locations
  const whole = { ...input, lines: [{ ...back, location: place_?.id }] }
  const shown = await bench.preview(refund, whole)
  assert.deepEqual(shown.recipients, ['ada@example.com'])
  assert.deepEqual(shown.changes.at(-1), { field: 'MUG, returned', from: 4, to: 3 })
  await bench.run(refund, whole, 'back')
  assert.equal(refunds(order.id)[0]?.details['isNotified'], true)
})

test('A16: a wish that says nothing, or the wrong currency, or another thing than an order, is refused unsent', async () => {
  const order = place()
  const wishes = [
    { order: order.id, reference: 'x' },
    { order: order.id, amount: { minor: 100, currency: 'USD' }, reference: 'x' },
    { order: order.name, amount: { minor: 100, currency: 'EUR' }, reference: 'x' },
  ]
  for (const wish of wishes)
    await assert.rejects(
      bench.run(refund, wish, 'x'),
      error => isRefusal(error) && error.code === 'invalid_input',
    )
  const unpaid = place({ payment: { isAuthorised: true } })
  const wish = { order: unpaid.id, lines: [{ line: unpaid.lines[0]?.id, quantity: 1 }], reference: 'y' }
  await assert.rejects(bench.run(refund, wish, 'y'), /Nothing was paid/)
  assert.equal(refunds(order.id).length + refunds(unpaid.id).length, 0)
})
