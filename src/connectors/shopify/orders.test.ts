import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { z } from 'zod'
import { Order } from '#commerce/orders.ts'
import { isRefusal } from '#spine/refusal.ts'
import { startShopify, type ShopifySandbox } from '#sandbox/shopify/server.ts'
import { openAccount } from '../../../test/conformance/account.ts'
import { Shopify } from './connector.ts'
import { allOf } from './pages.ts'

let shop: ShopifySandbox
before(async () => {
  shop = await startShopify({ throttle: { maximum: 100_000, perSecond: 100_000 } })
  for (const name of ['Main street', 'Harbour']) shop.shop.addLocation(name)
  shop.shop.addLocation('Fast freight', true)
  shop.shop.addVariant({ sku: 'MUG', stock: { 'Main street': 5, Harbour: 9, 'Fast freight': 1 } })
  shop.shop.addVariant({ sku: 'MUG-2', policy: 'DENY', stock: { 'Main street': 2 } })
  shop.shop.addVariant({ sku: 'CARD', isGiftCard: true, tracked: false, requiresShipping: false })
  for (let n = 0; n < 60; n += 1) shop.shop.addVariant({ sku: `PART-${n}`, stock: { 'Main street': n } })
})
afterEach(() => shop.faults.clear())
after(() => shop.close())

async function perform<T>(name: string, input: unknown, output: z.ZodType<T>): Promise<T> {
  const { domain, accessToken, clientSecret, url } = shop
  const pace = { calls: 100_000, perSeconds: 1 }
  const account = openAccount({ shop: domain, accessToken, clientSecret }, { origin: url, pace })
  const provided = Shopify.provides.find(one => one.action.name === name)
  return output.parse(await provided?.run(input, account, { key: 'k', since: new Date().toISOString() }))
}
const getOrder = async (order: string) =>
  (await perform('get_order', { order }, z.object({ order: Order }))).order
const listOrders = (input: object) =>
  perform('list_orders', input, z.object({ orders: z.array(Order), cursor: z.string().nullable() }))
const refusedAs = (code: string) => (error: unknown) => isRefusal(error) && error.code === code
const answer = (data: unknown) => ({ kind: 'status', status: 200, body: JSON.stringify({ data }) }) as const

describe('an order', () => {
  test('is found by its id in every spelling, by its name, and by its work', async () => {
    const placed = shop.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 2 }] })
    const [work] = placed.work
    const digits = placed.id.split('/').at(-1) ?? ''
    for (const given of [
      placed.id,
      digits,
      placed.name,
      placed.name.slice(1),
      ` ${placed.name} `,
      work?.id ?? '',
    ])
      assert.equal((await getOrder(given)).id, placed.id, given)
  })

  test('that is unknown is not found', async () => {
    for (const given of [
      '#99999',
      'gid://shopify/Order/404',
      'gid://shopify/FulfillmentOrder/404',
      '123456789',
      '"',
      'gid://shopify/Product/1',
    ])
      await assert.rejects(getOrder(given), refusedAs('not_found'), given)
  })

  test('is not taken for one whose name begins alike', async () => {
    shop.faults.plan(answer({ orders: { nodes: [{ id: 'gid://shopify/Order/1', name: '#10011' }] } }))
    await assert.rejects(getOrder('#1001'), refusedAs('not_found'))
  })

  test('comes with all that a judgement needs', async () => {
    const group = { title: 'Breakfast', quantity: 1 }
    const placed = shop.shop.orders.place({
      lines: [
        { sku: 'MUG', quantity: 7, location: 'Main street', isPreorder: true },
        { sku: 'MUG-2', quantity: 1, location: 'Fast freight', group },
        { sku: 'CARD', quantity: 1, location: 'Main street' },
      ],
      email: 'not an address',
      tags: ['VIP'],
      source: 'pos',
      isTest: true,
    })
    const order = await getOrder(placed.name)
    assert.deepEqual(
      {
        isTest: order.isTest,
        isConfirmed: order.isConfirmed,
        isFulfilled: order.isFulfilled,
        source: order.source,
        tags: order.tags,
        customer: order.customer,
      },
      {
        isTest: true,
        isConfirmed: true,
        isFulfilled: false,
        source: 'pos',
        tags: ['VIP'],
        customer: { name: 'Ada Example', email: null },
      },
    )
    assert.equal(
      order.url,
      `https://admin.shopify.com/store/sandbox-shop/orders/${placed.id.split('/').at(-1)}`,
    )
    const [main, freight] = order.fulfillmentOrders
    assert.deepEqual([main?.location.isStockManaged, freight?.location.isStockManaged], [true, false])
    assert.deepEqual(
      main?.movableTo.map(place => place.name),
      ['Harbour', 'Fast freight'],
    )
    const [mug, card] = main?.lines ?? []
    assert.deepEqual(
      [mug?.isPreorder, mug?.isOversellAllowed, mug?.isTracked, mug?.remaining, mug?.total],
      [true, true, true, 7, 7],
    )
    assert.deepEqual([card?.isGiftCard, card?.isTracked, card?.requiresShipping], [true, false, false])
    const [second] = freight?.lines ?? []
    assert.deepEqual([second?.bundle?.title, second?.isOversellAllowed], ['Breakfast', false])
    assert.equal(second?.variantId, shop.shop.stock.variant('MUG-2').id)
  })

  test('with hundreds of lines and many places is read whole', async () => {
    const lines = Array.from({ length: 60 }, (_, n) => ({
      sku: `PART-${n}`,
      quantity: 1,
      location: 'Main street',
    }))
    const placed = shop.shop.orders.place({ lines })
    const [one] = (await getOrder(placed.id)).fulfillmentOrders
    assert.equal(new Set(one?.lines.map(line => line.sku)).size, 60)
    // Split by hand, as the platform may: eight pieces of work.
    const work = placed.work[0] ?? assert.fail('no work')
    placed.work = Array.from({ length: 8 }, (_, n) => ({
      ...work,
      id: shop.shop.id('FulfillmentOrder'),
      lines: work.lines.slice(n * 7, n * 7 + 7),
    }))
    assert.equal((await getOrder(placed.id)).fulfillmentOrders.length, 8)
  })

  test('that vanishes while it is read is no part of an order', async () => {
    const first = { pageInfo: { hasNextPage: true, endCursor: 'a' }, nodes: [1] }
    for (const next of [undefined, first])
      await assert.rejects(
        allOf(first, async () => next),
        refusedAs('unavailable'),
      )
    const lost = { pageInfo: { hasNextPage: true, endCursor: null }, nodes: [1] }
    await assert.rejects(
      allOf(lost, async () => first),
      refusedAs('unavailable'),
    )
  })

  test('of a deleted article, an unknown place and an unknown state still counts', async () => {
    const page = (nodes: unknown[]) => ({ pageInfo: { hasNextPage: false, endCursor: null }, nodes })
    const line = {
      id: 'l',
      remainingQuantity: 2,
      totalQuantity: 2,
      requiresShipping: true,
      sku: null,
      productTitle: 'Gone',
      inventoryItemId: null,
      lineItem: { id: 'li', isGiftCard: false, sellingPlan: { name: 'Every month' }, lineItemGroup: null },
      variant: null,
    }
    const work = {
      id: 'w',
      status: 'ASTRAL',
      fulfillAt: null,
      assignedLocation: { name: 'Old shop', location: null },
      locationsForMove: { nodes: [] },
      lineItems: page([line]),
    }
    const at = '2026-11-01T00:00:00Z'
    const order = {
      id: 'o',
      name: '#1',
      processedAt: at,
      updatedAt: at,
      cancelledAt: null,
      test: false,
      confirmed: true,
      sourceName: null,
      tags: [],
      displayFulfillmentStatus: 'FULFILLED',
      email: null,
      legacyResourceId: 1,
      customer: null,
      fulfillmentOrders: page([work]),
    }
    shop.faults.plan(answer({ order }))
    const read = await getOrder('gid://shopify/Order/1')
    const [one] = read.fulfillmentOrders
    assert.deepEqual([read.source, read.customer, read.isFulfilled], ['unknown', null, true])
    assert.deepEqual(
      [one?.status, one?.location],
      ['open', { id: 'unknown:Old shop', name: 'Old shop', isStockManaged: true }],
    )
    const [gone] = one?.lines ?? []
    assert.deepEqual(
      [gone?.itemId, gone?.variantId, gone?.isTracked, gone?.sku, gone?.isPreorder],
      [null, null, false, '', false],
    )
  })
})

describe('a list of orders', () => {
  test('goes on by its cursor, oldest change first, from a time on', async () => {
    const since = new Date(Date.now() + 5000).toISOString()
    const placed = [1, 2, 3].map(n => {
      const order = shop.shop.orders.place({ lines: [{ sku: 'MUG', quantity: n }] })
      order.updatedAt = new Date(Date.now() + 10_000 * (4 - n))
      return order.id
    })
    const first = await listOrders({ updatedSince: since, limit: 2 })
    const rest = await listOrders({ updatedSince: since, limit: 2, cursor: first.cursor ?? '' })
    assert.deepEqual(
      [...first.orders, ...rest.orders].map(one => one.id),
      placed.toReversed(),
    )
    assert.equal(rest.cursor, null)
  })

  test('of open ones leaves out what nothing is left of, and keeps what is partly gone or not routed yet', async () => {
    const place = (more: object = {}) => {
      const order = shop.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 2 }], ...more })
      order.updatedAt = new Date(Date.now() + 100_000)
      return order
    }
    const [whole, partly, gone, called, unrouted] = [
      place(),
      place(),
      place(),
      place(),
      place({ isUnrouted: true }),
    ]
    shop.shop.orders.fulfil(partly.name, 'MUG', 1)
    shop.shop.orders.fulfil(gone.name)
    shop.shop.orders.cancel(called.name)
    const updatedSince = new Date(Date.now() + 90_000).toISOString()
    const open = await listOrders({ updatedSince, isOpenOnly: true })
    const wanted = [whole, partly, unrouted].map(one => one.id)
    assert.deepEqual(open.orders.map(one => one.id).toSorted(), wanted.toSorted())
    assert.equal((await listOrders({ updatedSince })).orders.length, 5)
  })

  test('of fifty is read by a few calls, and whole', async () => {
    const lines = Array.from({ length: 7 }, (_, n) => ({ sku: `PART-${n}`, quantity: 1 }))
    const placed = Array.from({ length: 50 }, (_, n) => {
      const order = shop.shop.orders.place({ lines: n === 20 ? lines : lines.slice(0, 1) })
      order.updatedAt = new Date(Date.now() + 1_000_000 + n)
      return order
    })
    const before = shop.asked.length
    const updatedSince = new Date(Date.now() + 900_000).toISOString()
    const { orders } = await listOrders({ updatedSince, limit: 50 })
    assert.deepEqual(
      orders.map(one => [one.id, one.fulfillmentOrders[0]?.lines.length]),
      placed.map(one => [one.id, one.lines.length]),
    )
    // One list, six times nine orders, and the rest of the one long order.
    assert.equal(shop.asked.length - before, 8)
  })

  test('with a cursor that is none is refused', async () => {
    await assert.rejects(listOrders({ cursor: 'x' }), refusedAs('refused'))
  })
})
