import assert from 'node:assert/strict'
import test from 'node:test'
import { perform } from '#spine/actions/perform.ts'
import { isRefusal } from '#spine/refusal.ts'
import { world } from '../../../../test/world.ts'

test('a preview with a real order names its customer to those alone who may see customers', async () => {
  await using shop = await world({ stock: { MUG: { Main: 0 } } })
  shop.shopify.shop.orders.place({
    lines: [{ sku: 'MUG', quantity: 2, location: 'Main' }],
    email: 'asha@mugs.test',
  })
  await shop.until('a ticket stands', () => shop.gorgias.tickets.length > 0)
  const { cases } = await shop.act('backorders.list_cases', {})
  const of: unknown = Array.isArray(cases) ? Reflect.get(Object(cases[0]), 'id') : undefined
  const template = '{{ customer.email }}'
  assert.deepEqual(await shop.act('backorders.preview_ticket', { template, of }), { text: 'asha@mugs.test' })
  const reader = { ...shop.owner, permissions: new Set(['act:read', 'cases:read'] as const) }
  const asked = (input: unknown) =>
    perform(shop.engine, reader, { tool: 'backorders.preview_ticket', input: Object(input) })
  await assert.rejects(asked({ template, of }), error => isRefusal(error) && error.code === 'forbidden')
  assert.equal((await asked({ template })).is, 'done')
})
