import assert from 'node:assert/strict'
import test from 'node:test'
import { ask, openShop, startListener, subscribe } from './bench.ts'

const scopes = ['read_orders', 'write_orders', 'read_order_edits', 'write_order_edits', 'write_inventory']

test('an edit changes nothing before its commit, and is told once', async t => {
  const sandbox = await openShop(t, { scopes })
  const { url, heard } = await startListener(t)
  await subscribe(sandbox, url, ['ORDERS_EDITED'])
  const order = sandbox.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 4 }] })
  const begin =
    'mutation B($id: ID!) { orderEditBegin(id: $id) { calculatedOrder { id lineItems(first: 5) { nodes { id quantity } } } userErrors { message } } }'
  const begun = await ask(sandbox, begin, { id: order.id })
  assert.equal(begun.body.errors, undefined, JSON.stringify(begun.body))
  const [edit] = sandbox.shop.edits.keys()
  const line = order.lines[0]?.id.replace('LineItem', 'CalculatedLineItem')
  const change = `mutation Q($id: ID!, $line: ID!) { orderEditSetQuantity(id: $id, lineItemId: $line, quantity: 1) {
    calculatedOrder { subtotalLineItemsQuantity } userErrors { message } } }`
  const set = await ask(sandbox, change, { id: edit, line })
  assert.match(JSON.stringify(set.body.data), /"subtotalLineItemsQuantity":1/)
  assert.equal(order.lines[0]?.quantity, 4)
  const commit =
    'mutation C($id: ID!) { orderEditCommit(id: $id) { order { currentSubtotalLineItemsQuantity edited } userErrors { message } } }'
  const done = await ask(sandbox, commit, { id: edit })
  assert.match(JSON.stringify(done.body.data), /"currentSubtotalLineItemsQuantity":1,"edited":true/)
  const again = await ask(sandbox, commit, { id: edit })
  assert.match(JSON.stringify(again.body.data), /The edit is over/)
  await sandbox.shop.webhooks.settled()
  assert.equal(heard.length, 1)
  assert.match(heard[0]?.body ?? '', /"removals":\[\{"id":\d+,"delta":3\}\]/)
})

test('a created order leaves stock alone unless told to claim it, and may be refused it', async t => {
  const sandbox = await openShop(t, { scopes })
  const { shop } = sandbox
  const variantId = shop.addVariant({ sku: 'CUP', policy: 'DENY', stock: { Main: 3 } })
  const create = `mutation C($lines: [OrderCreateLineItemInput!], $how: OrderCreateInputsInventoryBehavior) {
    orderCreate(order: { lineItems: $lines, sourceIdentifier: "week-7" }, options: { inventoryBehaviour: $how }) { order { id name } userErrors { code } } }`
  const available = () =>
    shop.stock.level(shop.stock.variant('CUP').itemId, shop.stock.place('Main').id)?.available
  const lines = [{ variantId, quantity: 2 }]
  await ask(sandbox, create, { lines })
  assert.equal(available(), 3)
  await ask(sandbox, create, { lines, how: 'DECREMENT_OBEYING_POLICY' })
  assert.equal(available(), 1)
  const short = await ask(sandbox, create, { lines, how: 'DECREMENT_OBEYING_POLICY' })
  assert.match(JSON.stringify(short.body.data), /INVENTORY_CLAIM_FAILED/)
  const found = await ask(
    sandbox,
    '{ orders(first: 9, query: "source_identifier:week-7") { nodes { name } } }',
  )
  assert.deepEqual(found.body.data, { orders: { nodes: [{ name: '#1001' }, { name: '#1002' }] } })
})
