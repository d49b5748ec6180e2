import assert from 'node:assert/strict'
import test from 'node:test'
import { world, type World } from '../world.ts'
import { atRest, ticketed } from './desk-ledger.ts'
import { numberFrom } from './seeded.ts'

const count = numberFrom('FAULTS_DROPS', 40)

for (const { kind, what, seed } of [
  { kind: 'reset-after', what: 'answers and then drops', seed: 7 },
  { kind: 'reset-before', what: 'drops unanswered', seed: 9 },
] as const) {
  test(`a helpdesk that ${what} three connections in ten: ${count} tickets, none twice, none missing`, async t => {
    await using shop = await world({ stock: { MUG: { Main: 0 } } })
    // The probes that look for a lost ticket are struck as well.
    shop.gorgias.faults.percent({ kind }, 0.3, { path: '/api/tickets*' }, seed)
    const names = Array.from(
      { length: count },
      (_, at) =>
        shop.shopify.shop.orders.place({
          lines: [{ sku: 'MUG', quantity: 1, location: 'Main' }],
          email: `c${at}@example.com`,
        }).name,
    )
    await shop.until('every ticket is known', async () => (await known(shop)) === count, 600)
    await atRest(shop)
    assert.deepEqual(ticketed(shop), names.toSorted())
    const ends = await shop.db.tenant(shop.owner.tenantId, tx =>
      tx.query<{ outcome: string; n: number }>(
        `select outcome, count(*)::int as n from audit where outcome ~ '^succeeded' group by outcome order by outcome`,
      ),
    )
    const resent = await shop.db.tenant(shop.owner.tenantId, tx =>
      tx.query<{ n: number }>('select count(*)::int as n from intents where attempt > 1'),
    )
    t.diagnostic(
      `${count} tickets; ${ends.map(one => `${one.n} ${one.outcome}`).join(', ')}; ${resent[0]?.n} sent again`,
    )
  })
}

async function known(shop: World): Promise<number> {
  const [row] = await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query<{ n: number }>('select count(*)::int as n from backorder_tickets where ticket is not null'),
  )
  return row?.n ?? 0
}
