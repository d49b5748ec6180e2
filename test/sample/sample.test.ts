import assert from 'node:assert/strict'
import test from 'node:test'
import { connect } from '#spine/connections/connect.ts'
import { holdsOf } from '#spine/solutions/holds.ts'
import { startShopify } from '#sandbox/shopify/server.ts'
import { writesIn } from '../faults/desk-ledger.ts'
import { browser } from '../signed-in.ts'
import { world, type World } from '../world.ts'

/** Rows by table, but for what is a record of deeds. */
async function counted(shop: World): Promise<Record<string, number>> {
  const tables = new Set(holdsOf(shop.engine.solutions).map(({ table }) => table))
  const counts: Record<string, number> = {}
  await shop.db.tenant(shop.owner.tenantId, async tx => {
    for (const table of tables) {
      if (/^(?:audit|changes|hook_|steps|dead_jobs|cap_|data_keys|notification_)/.test(table)) continue
      const [row] = await tx.query<{ n: number }>(`select count(*)::int as n from ${table}`)
      counts[table] = row?.n ?? 0
    }
  })
  return counts
}

const answer = (text: string) => Object(JSON.parse(text))

test('sample data comes in with one call and goes out with one, and leaves what is the merchant’s own as it was', async t => {
  await using shop = await world({ isEmpty: true })
  // A shop of the merchant's own, with orders and a case: not one of the offers.
  const own = await startShopify({ shop: 'own-shop.myshopify.com' })
  t.after(() => own.close())
  own.shop.addLocation('Main')
  own.shop.addVariant({ sku: 'OWN', stock: { Main: 1 } })
  const { domain, accessToken, clientSecret } = own
  const credentials = { shop: domain, accessToken, clientSecret }
  await connect(shop.house.connecting, shop.owner, { connector: 'shopify', origin: own.url, credentials })
  await shop.act('backorders.change_settings', { change: { confirmSeconds: 1, closeHoldSeconds: 1 } })
  own.shop.orders.place({ lines: [{ sku: 'OWN', quantity: 4, location: 'Main' }] })
  // Twice it was read; nobody can be told yet, for no helpdesk is there.
  const isOpen = async () => (await counted(shop))['backorder_timeline'] === 2
  await shop.until('the own case stands', isOpen)
  await own.shop.webhooks.settled()
  await shop.settle()
  const before = await counted(shop)
  const { send } = await browser(shop)
  const { sessions = 0, sign_in_links: links = 0 } = await counted(shop)

  const offered = answer((await send('GET', '/v1/practice/sample')).text)
  assert.deepEqual(offered, { is_offered: true, is_in: false })
  const brought = await send('POST', '/v1/practice/sample', '{}')
  assert.equal(brought.status, 201, brought.text)
  assert.deepEqual(answer(brought.text), { orders: 42, wishes: 4 })
  await shop.until('several are short', async () => ((await counted(shop))['backorder_cases'] ?? 0) >= 6)
  await shop.settle()
  const full = await counted(shop)
  assert.equal(full['shop_orders'], (before['shop_orders'] ?? 0) + 42)
  assert.equal(full['approvals'], 4)
  assert.equal(answer((await send('GET', '/v1/practice/sample')).text).is_in, true)

  // What is being written when somebody clicks is waited for.
  shop.gorgias.faults.plan({ kind: 'hang', ms: 1500, commits: true }, 1, { path: '/api/tickets' })
  const wished = { customer: 'c@example.com', subject: 'Late', body: 'B', reference: 'late' }
  const late = shop.act('gorgias.create_ticket', wished)
  await shop.until('it is being written', async () => (await writesIn(shop, 'sending')) > 0)
  const out = await send('DELETE', '/v1/practice/sample')
  assert.equal(out.status, 200, out.text)
  await late
  const { gone } = answer(out.text)
  assert.deepEqual([gone.shop_orders, gone.connections, gone.approvals], [42, 2, 4])
  await shop.settle()
  assert.deepEqual(await counted(shop), { ...before, sessions, sign_in_links: links })
  assert.equal(answer((await send('GET', '/v1/practice/sample')).text).is_in, false)
  assert.equal((await send('DELETE', '/v1/practice/sample')).status, 404)

  // And in once more: what was placed before is read as it lies there.
  assert.equal((await send('POST', '/v1/practice/sample', '{}')).status, 201)
  await shop.until('they are back', async () => ((await counted(shop))['shop_orders'] ?? 0) >= 43)
})
