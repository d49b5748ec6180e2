import assert from 'node:assert/strict'
import test from 'node:test'
import type { ShopifySandbox } from '../server.ts'
import { ask, openShop } from './bench.ts'

const set = (directive: string) => `mutation Set($input: InventorySetQuantitiesInput!, $key: String = "") {
  inventorySetQuantities(input: $input) ${directive} { inventoryAdjustmentGroup { id changes { delta quantityAfterChange } } userErrors { code field } }
}`
const keyed = set('@idempotent(key: $key)')

function input(sandbox: ShopifySandbox, more: Record<string, unknown>) {
  const { itemId } = sandbox.shop.stock.variant('MUG')
  const locationId = sandbox.shop.stock.place('Main').id
  return {
    name: 'available',
    reason: 'correction',
    quantities: [{ inventoryItemId: itemId, locationId, quantity: 9, ...more }],
  }
}

const available = (sandbox: ShopifySandbox): number | undefined =>
  sandbox.shop.stock.level(sandbox.shop.stock.variant('MUG').itemId, sandbox.shop.stock.place('Main').id)
    ?.available

test('setting stock needs its key, compares, and happens once per key', async t => {
  const sandbox = await openShop(t)
  const fresh = input(sandbox, { changeFromQuantity: 5 })
  const bare = await ask(sandbox, set('').replace(', $key: String = ""', ''), { input: fresh })
  assert.match(bare.body.errors?.[0]?.message ?? '', /@idempotent/)
  const unsaid = await ask(sandbox, keyed, { input: input(sandbox, {}), key: 'k0' })
  assert.match(unsaid.body.errors?.[0]?.message ?? '', /changeFromQuantity/)
  assert.equal(available(sandbox), 5)

  const stale = await ask(sandbox, keyed, { input: input(sandbox, { changeFromQuantity: 4 }), key: 'k1' })
  assert.match(JSON.stringify(stale.body.data), /CHANGE_FROM_QUANTITY_STALE/)

  const done = await ask(sandbox, keyed, { input: fresh, key: 'k2' })
  assert.match(JSON.stringify(done.body.data), /"delta":4,"quantityAfterChange":9/)
  const again = await ask(sandbox, keyed, { input: fresh, key: 'k2' })
  assert.deepEqual(again.body.data, done.body.data)
  assert.equal(sandbox.ledger.entries({ kind: 'inventory.set' }).length, 1)
  assert.equal(sandbox.ledger.entries({ kind: 'inventory.set' })[0]?.key, 'k2')

  const other = await ask(sandbox, keyed, { input: input(sandbox, { changeFromQuantity: null }), key: 'k2' })
  assert.match(JSON.stringify(other.body.data), /IDEMPOTENCY_KEY_PARAMETER_MISMATCH/)
  assert.equal(available(sandbox), 9)
})

test('a write whose answer is cut is in the ledger, and its repetition does nothing', async t => {
  const sandbox = await openShop(t)
  sandbox.faults.plan({ kind: 'reset-after' }, 1, { operation: 'inventorySetQuantities' })
  const asked = { input: input(sandbox, { changeFromQuantity: 5 }), key: 'once' }
  await assert.rejects(ask(sandbox, keyed, asked))
  assert.equal(sandbox.ledger.entries({ kind: 'inventory.set' }).length, 1)
  const again = await ask(sandbox, keyed, asked)
  assert.match(JSON.stringify(again.body.data), /"userErrors":\[\]/)
  assert.equal(sandbox.ledger.entries({ kind: 'inventory.set' }).length, 1)
})

test('a cancellation is a job, and is not accepted twice', async t => {
  const sandbox = await openShop(t)
  const { id } = sandbox.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 5 }] })
  const cancel = `mutation C($id: ID!) { orderCancel(orderId: $id, reason: INVENTORY, restock: true) {
    job { id done } orderCancelUserErrors { code message } } }`
  const first = await ask(sandbox, cancel, { id })
  assert.match(JSON.stringify(first.body.data), /"done":false/)
  const second = await ask(sandbox, cancel, { id })
  assert.match(JSON.stringify(second.body.data), /"job":null.*"code":"INVALID"/)
  const [job] = sandbox.shop.jobs.keys()
  const polled = await ask(sandbox, 'query J($job: ID!) { job(id: $job) { done } }', { job })
  assert.deepEqual(polled.body.data, { job: { done: true } })
  assert.equal(available(sandbox), 5)
  assert.equal(sandbox.ledger.entries({ kind: 'order.cancelled' }).length, 1)
})

test('holds have handles, a limit, and name their app', async t => {
  const sandbox = await openShop(t)
  const [work] = sandbox.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 2 }] }).work
  const hold = `mutation H($id: ID!, $handle: String) { fulfillmentOrderHold(id: $id, fulfillmentHold: { reason: INVENTORY_OUT_OF_STOCK, handle: $handle }) {
    fulfillmentHold { id handle heldByRequestingApp } fulfillmentOrder { status } userErrors { code } } }`
  const codes: string[] = []
  for (const handle of ['a', 'a', ...'bcdefghijk']) {
    const { body } = await ask(sandbox, hold, { id: work?.id, handle })
    codes.push(/"code":"(\w+)"/.exec(JSON.stringify(body.data))?.[1] ?? 'held')
  }
  assert.deepEqual(codes, [
    'held',
    'DUPLICATE_FULFILLMENT_HOLD_HANDLE',
    ...Array.from({ length: 9 }, () => 'held'),
    'FULFILLMENT_ORDER_HOLD_LIMIT_REACHED',
  ])
  const release = `mutation R($id: ID!) { fulfillmentOrderReleaseHold(id: $id) { fulfillmentOrder { status } userErrors { code } } }`
  const released = await ask(sandbox, release, { id: work?.id })
  assert.match(JSON.stringify(released.body.data), /"status":"OPEN"/)
})

test('a refund gives money only for its transactions, and no more than was paid', async t => {
  const sandbox = await openShop(t)
  const order = sandbox.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 4 }] })
  const refund = `mutation R($input: RefundInput!) { refundCreate(input: $input) @idempotent(key: "r1") {
    refund { totalRefundedSet { shopMoney { amount } } refundLineItems(first: 5) { nodes { quantity restockType } } } userErrors { message } } }`
  const refundLineItems = [{ lineItemId: order.lines[0]?.id, quantity: 3, restockType: 'CANCEL' }]
  const { body } = await ask(sandbox, refund, { input: { orderId: order.id, refundLineItems } })
  assert.match(JSON.stringify(body), /"amount":"0.00".*"quantity":3,"restockType":"CANCEL"/)
  assert.equal(available(sandbox), 4)
  assert.throws(() => sandbox.shop.orders.refund(order.name, 'MUG', 2), /more items/)
})

test('moving part of the work splits it, and stock follows', async t => {
  const sandbox = await openShop(t)
  const [work] = sandbox.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 5 }] }).work
  const parts = [{ id: work?.lines[0]?.id, quantity: 2 }]
  const move = `mutation M($id: ID!, $to: ID!, $parts: [FulfillmentOrderLineItemInput!]) {
    fulfillmentOrderMove(id: $id, newLocationId: $to, fulfillmentOrderLineItems: $parts) {
      movedFulfillmentOrder { assignedLocation { name } lineItems(first: 5) { nodes { remainingQuantity } } }
      remainingFulfillmentOrder { lineItems(first: 5) { nodes { remainingQuantity } } } userErrors { message } } }`
  const to = sandbox.shop.stock.place('Second').id
  const { body } = await ask(sandbox, move, { id: work?.id, to, parts })
  assert.match(JSON.stringify(body.data), /"name":"Second".*"remainingQuantity":2.*"remainingQuantity":3/)
  assert.equal(available(sandbox), 2)
})

test('a suggestion names what can still be given back, and where to', async t => {
  const sandbox = await openShop(t)
  const payment = {
    currency: 'JPY',
    rate: 160,
    sales: [
      { gateway: 'gift_card', minor: 1000 },
      { gateway: 'shopify_payments', minor: 5400 },
    ],
  }
  const order = sandbox.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 4, price: 1000 }], payment })
  const lines = [{ lineItemId: order.lines[0]?.id, quantity: 1 }]
  const asked = `query S($id: ID!, $lines: [RefundLineItemInput!]) { order(id: $id) { suggestedRefund(refundLineItems: $lines) {
    amountSet { presentmentMoney { amount currencyCode } shopMoney { amount } } maximumRefundableSet { presentmentMoney { amount } }
    suggestedTransactions { gateway amountSet { presentmentMoney { amount } } parentTransaction { id } } } } }`
  const { body } = await ask(sandbox, asked, { id: order.id, lines })
  assert.match(
    JSON.stringify(body.data),
    /"amount":"1600.0","currencyCode":"JPY".*"amount":"10.00".*"amount":"6400.0".*"gift_card".*"1000.0".*"shopify_payments".*"600.0"/,
  )
})

test('a refund goes back to a payment of its order, in its currency, and never above what is left of it', async t => {
  const sandbox = await openShop(t)
  const order = sandbox.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 4, price: 1000 }] })
  const [sale] = order.payment.transactions
  const refund = `mutation R($input: RefundInput!, $key: String!) { refundCreate(input: $input) @idempotent(key: $key) {
    refund { id } userErrors { message } } }`
  const give = async (amount: string, more: Record<string, unknown> = {}, top = {}) => {
    const one = {
      orderId: order.id,
      kind: 'REFUND',
      gateway: 'shopify_payments',
      parentId: sale?.id,
      amount,
      ...more,
    }
    const variables = {
      input: { orderId: order.id, transactions: [one], ...top },
      key: `${amount} ${JSON.stringify([more, top])}`,
    }
    const { body } = await ask(sandbox, refund, variables)
    return JSON.stringify(body)
  }
  assert.match(await give('40.01'), /greater than what can be refunded/)
  assert.match(await give('1.00', { gateway: 'paypal' }), /parent is invalid/)
  assert.match(await give('1.00', {}, { currency: 'USD' }), /presentment currency/)
  assert.match(await give('30.00'), /"userErrors":\[\]/)
  assert.match(await give('10.01'), /greater than what can be refunded/)
  assert.match(await give('10.00'), /"userErrors":\[\]/)
  assert.equal(sandbox.ledger.entries({ kind: 'refund.created' }).length, 2)
})
