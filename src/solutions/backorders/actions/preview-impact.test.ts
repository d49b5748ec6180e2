import assert from 'node:assert/strict'
import test from 'node:test'
import { world } from '../../../../test/world.ts'

test('before it is turned on, the watch says which tickets it would open, and opens none', async () => {
  await using shop = await world({ stock: { MUG: { Main: 5 } }, settings: { isOn: false } })
  const { orders } = shop.shopify.shop
  orders.place({ lines: [{ sku: 'MUG', quantity: 4, location: 'Main' }] })
  const second = orders.place({ lines: [{ sku: 'MUG', quantity: 4, location: 'Main' }] })
  await shop.settle()
  const impact = await shop.act('backorders.preview_impact', {})
  assert.deepEqual([impact['orders'], impact['isWhole'], impact['count']], [2, true, 1])
  assert.deepEqual(
    Array.isArray(impact['tickets']) && impact['tickets'].map(one => [one.orderName, one.subject]),
    [[second.name, '3 of 4 MUG are waiting for stock']],
  )
  const calmer = await shop.act('backorders.preview_impact', { tried: { minimumShortUnits: 4 } })
  assert.equal(calmer['count'], 0)
  await assert.rejects(shop.act('backorders.preview_impact', { tried: { minimumShortUnits: 0 } }), /form/)
  assert.equal(shop.gorgias.tickets.length, 0)
  await shop.act('backorders.change_settings', { change: { isOn: true } })
  await shop.until('the ticket stands', () => shop.gorgias.tickets.length === 1)
})

test('a template is tried on the order of a case', async () => {
  await using shop = await world({ stock: { MUG: { Main: 0 } } })
  const order = shop.shopify.shop.orders.place({
    lines: [{ sku: 'MUG', quantity: 2, location: 'Main' }],
    tags: ['vip'],
  })
  await shop.until('the ticket stands', () => shop.gorgias.tickets.length === 1)
  const { cases } = await shop.act('backorders.list_cases', {})
  const template = '{{ order.name }} {{ shortUnits }} {{ order.tags | join }}'
  const of = Array.isArray(cases) ? cases[0].id : ''
  assert.equal((await shop.act('backorders.preview_ticket', { template, of }))['text'], `${order.name} 2 vip`)
})
