import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { z } from 'zod'
import { StockLevel } from '#commerce/stock.ts'
import { isRefusal } from '#spine/refusal.ts'
import { startShopify, type ShopifySandbox } from '#sandbox/shopify/server.ts'
import { openAccount } from '../../../test/conformance/account.ts'
import { Shopify } from './connector.ts'

let shop: ShopifySandbox
before(async () => {
  shop = await startShopify({ throttle: { maximum: 100_000, perSecond: 100_000 } })
  for (const name of ['Main street', 'Harbour']) shop.shop.addLocation(name)
  shop.shop.addLocation('Fast freight', true)
  shop.shop.addVariant({ sku: 'MUG', stock: { 'Main street': 5, Harbour: 9, 'Fast freight': 1 } })
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
const levels = async (input: object) =>
  (await perform('check_inventory', input, z.object({ levels: z.array(StockLevel) }))).levels
const refusedAs = (code: string) => (error: unknown) => isRefusal(error) && error.code === code
const answer = (data: unknown) => ({ kind: 'status', status: 200, body: JSON.stringify({ data }) }) as const

describe('the stock', () => {
  const mug = () => shop.shop.stock.variant('MUG').itemId
  test('of an item is told for each place, in all its states', async () => {
    const found = await levels({ items: [mug()] })
    assert.deepEqual(
      found.map(one => one.locationName),
      ['Main street', 'Harbour', 'Fast freight'],
    )
    for (const one of found) {
      const { available, committed, reserved, damaged, safetyStock, qualityControl } = one
      assert.equal(one.onHand, available + committed + reserved + damaged + safetyStock + qualityControl)
      assert.deepEqual([one.sku, one.incomingAt], ['MUG', null])
    }
    const location = found[1]?.locationId ?? ''
    assert.deepEqual(
      (await levels({ items: [mug()], location })).map(one => one.locationId),
      [location],
    )
  })

  test('of a SKU is that of every item of exactly this name', async () => {
    shop.shop.addVariant({ sku: 'TWIN', stock: { Harbour: 1 } })
    shop.shop.addVariant({ sku: 'TWIN', stock: { Harbour: 2 } })
    assert.deepEqual(
      (await levels({ skus: ['TWIN'] })).map(one => one.available),
      [1, 2],
    )
    assert.deepEqual(await levels({ skus: ['TWI', 'twin', 'none'] }), [])
  })

  test('of many items at many places is told whole', async () => {
    const items = Array.from({ length: 60 }, (_, n) => shop.shop.stock.variant(`PART-${n}`).itemId)
    assert.equal((await levels({ items: [...items, ...items] })).length, 60)
    shop.shop.addVariant({ sku: 'WIDE' })
    const { itemId } = shop.shop.stock.variant('WIDE')
    for (let n = 0; n < 70; n += 1) shop.shop.stock.set(itemId, shop.shop.addLocation(`Kiosk ${n}`), n)
    assert.equal((await levels({ skus: ['WIDE'] })).length, 70)
  })

  test('of an unknown item is nothing; what is no item at all is refused', async () => {
    assert.deepEqual(await levels({ items: ['404', 'gid://shopify/InventoryItem/404'] }), [])
    for (const items of [['MUG'], ['gid://shopify/Order/1']])
      await assert.rejects(levels({ items }), refusedAs('invalid_input'))
  })

  test('that is not told is not none', async () => {
    const level = {
      updatedAt: '2026-11-01T00:00:00Z',
      location: { id: 'x', name: 'y' },
      quantities: [{ name: 'on_hand', quantity: 1 }],
    }
    const inventoryLevels = { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [level] }
    shop.faults.plan(answer({ nodes: [{ id: 'i', sku: null, inventoryLevels }] }))
    await assert.rejects(levels({ items: ['1'] }), refusedAs('unavailable'))
  })
})
