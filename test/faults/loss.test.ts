import assert from 'node:assert/strict'
import test from 'node:test'
import { scanForGaps } from '#spine/events/gap-scan.ts'
import { world, type World } from '../world.ts'
import { numberFrom, seeded } from './seeded.ts'

const orders = numberFrom('FAULTS_ORDERS', 120)
const stock = {
  MUG: { Main: Math.floor(orders * 0.6), East: 5 },
  TEA: { Main: Math.floor(orders * 0.9) },
  POT: { East: orders * 10 },
}

interface Placed {
  readonly name: string
  readonly lines: { sku: string; quantity: number; location: string }[]
}

/** Who is short, by handing out units one order after another: nothing of the product's arithmetic is used. */
function shortOrders(placed: readonly Placed[], units: Record<string, number>): Set<string> {
  const left = { ...units }
  const short = new Set<string>()
  for (const order of placed) {
    for (const { sku, quantity, location } of order.lines) {
      const pool = `${sku} ${location}`
      const given = Math.min(quantity, Math.max(0, left[pool] ?? 0))
      left[pool] = (left[pool] ?? 0) - given
      if (given < quantity) short.add(order.name)
    }
  }
  return short
}

const units = (more: Record<string, number> = {}): Record<string, number> => ({
  'MUG Main': stock.MUG.Main + (more['MUG'] ?? 0),
  'MUG East': stock.MUG.East,
  'TEA Main': stock.TEA.Main + (more['TEA'] ?? 0),
  'POT East': stock.POT.East,
})

function place(shop: World, random: () => number): Placed[] {
  return Array.from({ length: orders }, () => {
    const quantity = 1 + Math.floor(random() * 2)
    const lines = [
      { sku: 'MUG', quantity, location: random() < 0.95 ? 'Main' : 'East' },
      ...(random() < 0.5 ? [{ sku: 'TEA', quantity: 2, location: 'Main' }] : []),
      ...(random() < 0.2 ? [{ sku: 'POT', quantity: 1, location: 'East' }] : []),
    ]
    return {
      name: shop.shopify.shop.orders.place({ lines, email: `c${Math.floor(random() * 1e6)}@example.com` })
        .name,
      lines,
    }
  })
}

const ticketed = (shop: World): string[] =>
  shop.gorgias.tickets.map(ticket => String(ticket['subject']).split(':', 1)[0] ?? '')
const open = (shop: World): Set<string> =>
  new Set(
    shop.gorgias.tickets
      .filter(ticket => ticket['status'] === 'open')
      .map(ticket => String(ticket['subject']).split(':', 1)[0] ?? ''),
  )

test(`${orders} orders, each webhook three times in random order, a tenth lost: one ticket for each that is short, none for others`, async t => {
  // Looking again must leave time to work: a thousand orders every second is more than any shop asks for.
  const confirmSeconds = Math.ceil(orders / 60)
  await using shop = await world({ stock, settings: { confirmSeconds, closeHoldSeconds: confirmSeconds } })
  const { weather } = shop.shopify.shop.webhooks
  const random = seeded(42)
  Object.assign(weather, { copies: 3, lost: 0.1, isHeld: true, random })
  const placed = place(shop, random)
  await shop.shopify.shop.webhooks.release()
  Object.assign(weather, { copies: 1, lost: 0, isHeld: false })
  const found = await scanForGaps(
    { ...shop.engine.connecting, add: shop.engine.add },
    shop.owner.tenantId,
    shop.shopConnection,
  )

  const wanted = [...shortOrders(placed, units())].toSorted()
  await shop.until('every short order has its ticket', () => ticketed(shop).length >= wanted.length, 600)
  await shop.settle(600)
  assert.deepEqual(ticketed(shop).toSorted(), wanted)
  t.diagnostic(
    `${orders} orders, ${wanted.length} short, ${found.found} of ${found.seen} changes found by the scan alone`,
  )

  // Stock for about half of those who wait: the first in the queue are served, the others stay.
  const half = Math.ceil(wanted.length / 2)
  const { stock: shelf } = shop.shopify.shop
  const raise = (sku: string, by: number) => {
    const item = shelf.variant(sku).itemId
    const at = shelf.place('Main').id
    shelf.set(item, at, (shelf.level(item, at)?.available ?? 0) + by)
  }
  raise('MUG', half)
  const still = shortOrders(placed, units({ MUG: half }))
  await shop.until('the served ones are closed', () => open(shop).size === still.size, 600)
  assert.deepEqual([...open(shop)].toSorted(), [...still].toSorted())
  raise('MUG', orders * 2)
  raise('TEA', orders * 2)
  const last = shortOrders(placed, units({ MUG: orders * 3, TEA: orders * 2 }))
  await shop.until('all that can be served are closed', () => open(shop).size === last.size, 600)
  assert.equal(shop.gorgias.tickets.length, wanted.length)
})

test('a helpdesk that answers and then drops the connection, in a third of the writes, gets no ticket twice', async t => {
  const count = numberFrom('FAULTS_DROPS', 30)
  await using shop = await world({ stock: { MUG: { Main: 0 } } })
  shop.gorgias.faults.percent({ kind: 'reset-after' }, 0.3, { path: '/api/tickets*' }, 7)
  shop.gorgias.faults.percent({ kind: 'reset-before' }, 0.1, { path: '/api/tickets*' }, 9)
  const names = Array.from(
    { length: count },
    (_, at) =>
      shop.shopify.shop.orders.place({
        lines: [{ sku: 'MUG', quantity: 1, location: 'Main' }],
        email: `c${at}@example.com`,
      }).name,
  )
  await shop.until(
    'every ticket is known',
    async () => {
      const rows = await shop.db.tenant(shop.owner.tenantId, tx =>
        tx.query<{ n: number }>('select count(*)::int as n from backorder_tickets where ticket is not null'),
      )
      return rows[0]?.n === count
    },
    400,
  )
  shop.gorgias.faults.clear()
  assert.deepEqual(ticketed(shop).toSorted(), names.toSorted())
  const again = await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query<{ n: number }>(`select count(*)::int as n from audit where outcome = 'succeeded (reconciled)'`),
  )
  t.diagnostic(`${count} tickets, ${again[0]?.n} of them found by a probe after a lost answer, 0 doubled`)
})
