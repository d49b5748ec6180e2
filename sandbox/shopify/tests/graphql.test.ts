import assert from 'node:assert/strict'
import test from 'node:test'
import { ask, openShop } from './bench.ts'

const deepOrder = `query O($id: ID!) { order(id: $id) {
  id legacyResourceId name confirmed displayFulfillmentStatus tags email customer { displayName }
  totalPriceSet { shopMoney { amount currencyCode } }
  lineItems(first: 5) { nodes { id sku quantity unfulfilledQuantity variant { sku inventoryItem { id tracked } } } }
  fulfillments(first: 5) { id displayStatus trackingInfo(first: 3) { company number url } events(first: 5) { nodes { status } } }
  fulfillmentOrders(first: 5) { nodes { id status requestStatus assignedLocation { location { id name } }
    supportedActions { action } fulfillmentHolds { handle reason heldByRequestingApp }
    locationsForMove(first: 5) { nodes { movable location { name } } }
    lineItems(first: 5) { nodes { remainingQuantity totalQuantity inventoryItemId } } } }
} }`

test('an order is told through the real schema of both versions', async t => {
  const sandbox = await openShop(t)
  const { id, name } = sandbox.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 8 }] })
  sandbox.shop.orders.fulfil(name, 'MUG', 3, [{ company: 'DHL', number: '00340434', url: null }])
  for (const version of ['2026-07', '2026-10']) {
    const { body, headers } = await ask(sandbox, deepOrder, { id }, { version })
    assert.equal(body.errors, undefined, JSON.stringify(body.errors))
    assert.equal(headers.get('x-shopify-api-version'), version)
    assert.ok(headers.get('x-request-id'))
    assert.ok(
      Number(body.extensions?.cost.requestedQueryCost) >= Number(body.extensions?.cost.actualQueryCost),
    )
  }
})

test('a version that is served no more falls forward, an unknown one is not found', async t => {
  const sandbox = await openShop(t)
  const old = await ask(sandbox, '{ shop { name } }', {}, { version: '2025-01' })
  assert.equal(old.headers.get('x-shopify-api-version'), '2026-07')
  assert.equal((await ask(sandbox, '{ shop { name } }', {}, { version: '2099-01' })).status, 404)
})

test('unknown fields, wrong values and wrong tokens are refused', async t => {
  const sandbox = await openShop(t)
  const first = async (query: string) => (await ask(sandbox, query)).body.errors?.[0]?.message ?? ''
  assert.match(await first('{ shop { colour } }'), /colour/)
  assert.match(await first('{ orders { nodes { id } } }'), /first or last/)
  assert.match(await first('{ orders(first: 251) { nodes { id } } }'), /250/)
  assert.match(await first('{ orders(first: 1, query: "colour:red") { nodes { id } } }'), /colour/)
  assert.match(await first('{ shop { shopOwnerName } }'), /does not know Shop.shopOwnerName/)
  const ids = Array.from({ length: 251 }, () => 'gid://shopify/Order/1')
  const many = await ask(sandbox, 'query N($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })
  assert.equal(many.body.errors?.[0]?.extensions?.['code'], 'MAX_INPUT_SIZE_EXCEEDED')
  assert.equal((await ask(sandbox, '{ shop { name } }', {}, { token: 'wrong' })).status, 401)
})

test('a field that the scopes do not open is denied', async t => {
  const sandbox = await openShop(t, { scopes: ['read_products'] })
  const { body } = await ask(sandbox, '{ orders(first: 1) { nodes { id } } }')
  assert.equal(body.errors?.[0]?.extensions?.['code'], 'ACCESS_DENIED')
  assert.equal((await ask(sandbox, '{ productVariants(first: 1) { nodes { sku } } }')).body.errors, undefined)
})

test('an empty bucket throttles with 200 and tells when to come back', async t => {
  const sandbox = await openShop(t, { throttle: { maximum: 60, perSecond: 0.001 } })
  const query = '{ orders(first: 50) { nodes { id } } }'
  for (let count = 0; count < 5; count += 1)
    sandbox.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 1 }] })
  assert.equal((await ask(sandbox, query)).body.errors, undefined)
  let last = await ask(sandbox, query)
  for (let count = 0; count < 5 && !last.body.errors; count += 1) last = await ask(sandbox, query)
  assert.equal(last.status, 200)
  assert.equal(last.body.errors?.[0]?.extensions?.['code'], 'THROTTLED')
  assert.equal(last.body.extensions?.cost.actualQueryCost, null)
  const dear = await ask(
    sandbox,
    '{ orders(first: 250) { nodes { lineItems(first: 50) { nodes { id } } } } }',
  )
  assert.equal(dear.body.errors?.[0]?.extensions?.['code'], 'MAX_COST_EXCEEDED')
})

test('pages hold together while orders move to the end of their order', async t => {
  const sandbox = await openShop(t)
  const names = Array.from(
    { length: 7 },
    () => sandbox.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 1 }] }).name,
  )
  const query = `query P($after: String) { orders(first: 3, after: $after, sortKey: UPDATED_AT, query: "status:open") {
    nodes { name } pageInfo { hasNextPage endCursor } } }`
  const seen: string[] = []
  let after: string | null = null
  for (let page = 0; page < 9; page += 1) {
    const { body } = await ask(sandbox, query, { after })
    const orders = body.data?.['orders']
    assert.ok(isPage(orders))
    seen.push(...orders.nodes.map(node => node.name))
    if (page === 0) sandbox.shop.orders.update(names[0] ?? '', { note: 'moved' })
    if (!orders.pageInfo.hasNextPage) break
    after = orders.pageInfo.endCursor
  }
  // The one that changed meanwhile comes once more, and none is left out.
  assert.deepEqual(new Set(seen), new Set(names))
  assert.equal(seen.length, names.length + 1)
})

interface Page {
  readonly nodes: readonly { name: string }[]
  readonly pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

const isPage = (value: unknown): value is Page =>
  typeof value === 'object' && value !== null && 'pageInfo' in value
