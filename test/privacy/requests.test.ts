import assert from 'node:assert/strict'
import test from 'node:test'
import { verifyAudit } from '#spine/audit/verify.ts'
import { createKey } from '#spine/tenancy/api-keys.ts'
import { world, type World } from '../world.ts'
import { answered, ask, tablesWith } from './platform.ts'

const canary = { email: 'canary.bird@mugs.test', customerName: 'Canary Bird' }
const canaries = Object.values(canary)

/** Two customers whose orders wait for stock: one canary and one who must not be touched. */
async function twoCustomers(shop: World) {
  const line = { lines: [{ sku: 'MUG', quantity: 8, location: 'Main' }] }
  const order = shop.shopify.shop.orders.place({ ...line, ...canary })
  shop.shopify.shop.orders.place({ ...line, email: 'other@mugs.test', customerName: 'Other Person' })
  await shop.until('both have a ticket', () => shop.gorgias.tickets.length === 2)
  await shop.settle()
  // A cap for each customer counts by their mail.
  await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query(
      `insert into cap_usage (tenant_id, subject, key, every, since, count, minor) values ($1, $2, 'k', 'day', now(), 1, 0)`,
      [tx.tenantId, `${shop.shopConnection} ${canary.email}`],
    ),
  )
  const { secret } = await shop.db.tenant(shop.owner.tenantId, tx =>
    createKey(tx, shop.owner, { name: 'privacy', scopes: ['privacy:read', 'events:replay', 'events:read'] }),
  )
  return { orders: [/\d+$/.exec(order.id)?.[0]], customer: { id: 207_119_551, email: canary.email }, secret }
}

/** An export that somebody of the team asked for: all that is kept, of everybody, packed. */
async function keepExport(shop: World): Promise<void> {
  await shop.db.tenant(shop.owner.tenantId, async tx => {
    const [row] = await tx.query<{ id: string }>(
      `insert into exports (tenant_id, id, member_id, state, byte_count)
       select $1, gen_random_uuid(), id, 'ready', 6 from members limit 1 returning id`,
      [tx.tenantId],
    )
    await tx.query(
      `insert into export_parts (tenant_id, export_id, number, body) values ($1, $2, 0, 'packed')`,
      [tx.tenantId, row?.id],
    )
  })
}

const exportsOf = (shop: World) =>
  shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query(`select 1 as one from exports union all select 1 from export_parts`),
  )

test('A45: a customer who wants to be forgotten is found nowhere afterwards, and the audit still verifies', async () => {
  await using shop = await world({ stock: { MUG: { Main: 5 } } })
  const { orders, customer, secret } = await twoCustomers(shop)
  assert.ok((await tablesWith(shop, canaries)).length >= 3, 'the canary was there to be forgotten')
  await keepExport(shop)

  assert.equal(await ask(shop, 'customers/redact', { customer, orders_to_redact: orders }), 200)
  const { report } = await answered(shop, secret)
  await shop.settle()

  assert.deepEqual(await tablesWith(shop, canaries), [])
  assert.deepEqual(await exportsOf(shop), [], 'nobody can be taken out of what is packed')
  assert.ok((await tablesWith(shop, ['other@mugs.test'])).length >= 3, 'nobody else was forgotten')
  // Only people can erase what lies at the helpdesk; they are told where.
  assert.match(JSON.stringify(report), /"elsewhere":\[\{"url":[^\]]*"place":"gorgias"|"place":"gorgias"/)
  const verdict = await verifyAudit(shop.db, shop.owner.tenantId)
  assert.ok(verdict.isWhole && verdict.erased > 0, JSON.stringify(verdict))
})

test('A45: a customer who asks what is known is told what lies in every table, and nothing of anybody else', async () => {
  await using shop = await world({ stock: { MUG: { Main: 5 } } })
  const { orders, customer, secret } = await twoCustomers(shop)
  await keepExport(shop)
  assert.equal(
    await ask(shop, 'customers/data_request', {
      customer,
      orders_requested: orders,
      data_request: { id: 9999 },
    }),
    200,
  )
  const { report } = await answered(shop, secret)
  const told = JSON.stringify(report)
  assert.ok(canaries.every(canary => told.includes(canary)))
  for (const table of ['events', 'intents', 'backorder_cases'])
    assert.ok(told.includes(`"${table}":[`), table)
  assert.ok(!told.includes('other@mugs.test'), told)
  assert.ok(!told.includes('export'), 'in what is packed lie all others, too')
  assert.equal((await exportsOf(shop)).length, 2)
})

test('A45: a shop is forgotten whole, also after it removed the app, and its door is gone', async () => {
  await using shop = await world({ stock: { MUG: { Main: 5 } } })
  const { secret } = await twoCustomers(shop)
  assert.equal(await ask(shop, 'app/uninstalled', { myshopify_domain: shop.shopify.domain }), 200)
  await shop.settle()
  const order = { id: 1, name: '#1' }
  await shop.until('the door is closed', async () => (await ask(shop, 'orders/create', order)) === 404)
  assert.equal(await ask(shop, 'shop/redact', {}), 200)
  await answered(shop, secret)
  assert.deepEqual(await tablesWith(shop, [...canaries, 'other@mugs.test']), [])
})
