import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { holdsOf } from '#spine/solutions/holds.ts'
import { Backorders } from '#src/solutions/backorders/solution.ts'
import { eraseAll } from '#spine/privacy/erase.ts'
import { Subject, tracesOf } from '#spine/privacy/subject.ts'
import { world, type World } from '../../../test/world.ts'
import { Orders } from './solution.ts'

let shop: World
before(async () => void (shop = await world({ stock: { MUG: { Main: 5 }, CUP: { Main: 50 } } })))
after(() => shop[Symbol.asyncDispose]())

interface Kept {
  id: string
  name: string
  status: string
  total: unknown
  tracking: string[]
  email: string | null
}

async function find(search: string): Promise<Kept[]> {
  const { orders } = await shop.act('orders.find_orders', { search })
  assert.ok(Array.isArray(orders))
  return orders
}

test('an order is found by its number, mail, parcel, article, status and tag, as soon as it was told', async () => {
  const placed = shop.shopify.shop.orders.place({
    lines: [{ sku: 'CUP', quantity: 2, location: 'Main' }],
    email: 'Grace@orders.test',
    customerName: 'Grace Hopper',
    tags: ['VIP'],
  })
  await shop.until('it is kept', async () => (await find(placed.name)).length === 1)
  await shop.settle()
  for (const search of [
    placed.name,
    placed.name.slice(1),
    'grace@orders',
    'hopper',
    'sku:cup',
    'status:open tag:vip',
    `"grace hopper" status:open`,
  ])
    assert.deepEqual(
      (await find(search)).map(one => one.name),
      [placed.name],
      search,
    )
  for (const search of ['status:cancelled', 'tag:vi', 'nobody', `${placed.name}9`])
    assert.deepEqual(await find(search), [], search)
  const [kept] = await find(placed.name)
  assert.equal(kept?.email, 'Grace@orders.test')
  assert.ok(kept.total)

  shop.shopify.shop.orders.fulfil(placed.name)
  await shop.until('it is fulfilled', async () => (await find('status:fulfilled')).length === 1)
  assert.deepEqual(await find('grace status:open'), [])
  const { customers } = await shop.act('orders.find_customers', { search: 'grace' })
  assert.ok(Array.isArray(customers) && customers.length === 1)
  const { orders, total } = await shop.act('orders.show_customer', { customer: customers[0].id })
  assert.ok(Array.isArray(orders) && total === 1)
})

test('the timeline of an order has its events and its case, newest first', async () => {
  const placed = shop.shopify.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 8, location: 'Main' }] })
  await shop.until('a ticket stands', () => shop.gorgias.tickets.length > 0)
  await shop.settle()
  const [kept] = await find(placed.name)
  const { timeline } = await shop.act('orders.show_order', { kept: kept?.id })
  assert.ok(Array.isArray(timeline))
  const kinds = timeline.map(one => `${one.kind} ${one.what}`)
  assert.ok(kinds.includes('event order.created') && kinds.includes('case open'), kinds.join(', '))
  const times = timeline.map(one => Date.parse(one.at))
  assert.deepEqual(
    times,
    times.toSorted((a, b) => b - a),
  )
})

test('orders from before the shop was connected are read when asked for', async () => {
  await shop.db.tenant(shop.owner.tenantId, tx => tx.query('delete from shop_orders'))
  assert.deepEqual(await find(''), [])
  assert.deepEqual(
    await shop.db.tenant(shop.owner.tenantId, tx => tx.query(`select 1 from words where kind = 'order'`)),
    [],
  )
  await shop.act('orders.fill_orders', {})
  await shop.until('all are kept', async () => (await find('')).length === 2)
})

test('who asks to be forgotten is found no more', async () => {
  shop.shopify.shop.orders.place({
    lines: [{ sku: 'CUP', quantity: 1 }],
    email: 'canary@forget.test',
    customerName: 'Canary Bird',
  })
  await shop.until('it is kept', async () => (await find('canary')).length === 1)
  await shop.settle()
  await shop.db.tenant(shop.owner.tenantId, async tx => {
    const traces = tracesOf(Subject.parse({ email: 'canary@forget.test' }))
    await eraseAll(tx, holdsOf([Backorders, Orders]), 'customer', traces ?? '')
    for (const table of ['words', 'shop_orders', 'shop_customers']) {
      const rows = await tx.query(`select * from ${table}`)
      assert.doesNotMatch(JSON.stringify(rows), /canary/i, table)
    }
  })
})
