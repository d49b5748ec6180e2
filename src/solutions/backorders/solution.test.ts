import assert from 'node:assert/strict'
import test from 'node:test'
import { Refusal } from '#spine/refusal.ts'
import { world } from '../../../test/world.ts'

test('an order short of stock opens exactly one ticket, told however often, and closes when stock arrives', async () => {
  await using shop = await world({ stock: { MUG: { Main: 5 } } })
  shop.shopify.shop.webhooks.weather.copies = 3
  const order = shop.shopify.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 8, location: 'Main' }] })
  await shop.until('a ticket stands', () => shop.gorgias.tickets.length > 0)
  for (const delivery of shop.shopify.shop.webhooks.deliveries)
    await shop.shopify.shop.webhooks.redeliver(delivery)
  await shop.settle()
  assert.deepEqual(
    shop.gorgias.tickets.map(ticket => ticket['subject']),
    [`${order.name}: 3 of 8 MUG are waiting for stock`],
  )

  shop.shopify.shop.stock.set(
    shop.shopify.shop.stock.variant('MUG').itemId,
    shop.shopify.shop.stock.place('Main').id,
    0,
  )
  await shop.until('the ticket is closed', () => shop.gorgias.tickets[0]?.['status'] === 'closed')
  assert.equal(shop.gorgias.tickets.length, 1)
  const { cases } = await shop.act('backorders.list_cases', { status: 'closed' })
  assert.ok(Array.isArray(cases) && cases.length === 1)
})

test('the order that naive arithmetic calls short is covered: its own units were already taken off', async () => {
  await using shop = await world({ stock: { MUG: { Main: 5 } } })
  shop.shopify.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 5, location: 'Main' }] })
  await shop.until('the case is judged', async () => {
    const { cases } = await shop.act('backorders.list_cases', {})
    return Array.isArray(cases) && cases.length === 1
  })
  await shop.settle()
  assert.equal(shop.gorgias.tickets.length, 0)
})

test('units are given in turn: the later order waits, and a cancellation before it ends its wait', async () => {
  await using shop = await world({ stock: { MUG: { Main: 5 } } })
  const { orders } = shop.shopify.shop
  const first = orders.place({ lines: [{ sku: 'MUG', quantity: 4, location: 'Main' }] })
  const second = orders.place({ lines: [{ sku: 'MUG', quantity: 4, location: 'Main' }] })
  await shop.until('a ticket stands', () => shop.gorgias.tickets.length > 0)
  await shop.settle()
  assert.deepEqual(
    shop.gorgias.tickets.map(ticket => ticket['subject']),
    [`${second.name}: 3 of 4 MUG are waiting for stock`],
  )
  orders.cancel(first.name)
  await shop.until('the ticket is closed', () => shop.gorgias.tickets[0]?.['status'] === 'closed')
  assert.equal(shop.gorgias.tickets.length, 1)
})

test('an answer that gets lost after the write does not double the ticket', async () => {
  await using shop = await world({ stock: { MUG: { Main: 0 } } })
  shop.gorgias.faults.plan({ kind: 'reset-after' }, 1, { path: '/api/tickets' })
  shop.shopify.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 1, location: 'Main' }] })
  await shop.until('the ticket is known', async () => {
    const rows = await shop.db.tenant(shop.owner.tenantId, tx =>
      tx.query('select 1 as one from backorder_tickets where ticket is not null'),
    )
    return rows.length === 1
  })
  assert.equal(shop.gorgias.ledger.entries({ kind: 'ticket.created' }).length, 1)
})

test('an order that is not routed yet is judged when it is', async () => {
  await using shop = await world({ stock: { MUG: { Main: 0 } }, settings: { gateRetrySeconds: [3600] } })
  const order = shop.shopify.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 2 }], isUnrouted: true })
  await shop.until('it was looked at', async () => {
    const rows = await shop.db.tenant(shop.owner.tenantId, tx =>
      tx.query('select 1 as one from backorder_cases where gate_tries > 0'),
    )
    return rows.length === 1
  })
  assert.equal(shop.gorgias.tickets.length, 0)
  shop.shopify.shop.orders.route(order.name)
  await shop.until('a ticket stands', () => shop.gorgias.tickets.length === 1)
})

test('a bad template is refused with its place, and a good one shapes the ticket', async () => {
  await using shop = await world({ stock: { MUG: { Main: 0 } } })
  await assert.rejects(
    shop.act('backorders.change_settings', { change: { subjectTemplate: '{{ order.nam }}' } }),

    (error: unknown) =>
      error instanceof Refusal && /undefined variable: order.nam/.test(error.flaws[0]?.message ?? ''),
  )
  await assert.rejects(
    shop.act('backorders.preview_ticket', { template: '{% if %}' }),
    /template cannot be used/,
  )
  await shop.act('backorders.change_settings', {
    change: { subjectTemplate: 'Short: {{ order.name }} by {{ shortUnits }}' },
  })
  shop.shopify.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 2, location: 'Main' }] })
  await shop.until('a ticket stands', () => shop.gorgias.tickets.length === 1)
  assert.equal(shop.gorgias.tickets[0]?.['subject'], 'Short: #1001 by 2')
})
