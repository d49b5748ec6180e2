import assert from 'node:assert/strict'
import test from 'node:test'
import { world } from '../world.ts'
import { atRest, ended, parkedOf, ticketed } from './desk-ledger.ts'
import { figure } from './figure.ts'
import { numberFrom } from './seeded.ts'

const count = numberFrom('FAULTS_DROPS', 24, 300)

// A probe that is struck waits half a minute. The first of each two seeds strikes a dozen of the first forty requests, which are the
// writes, and few of the probes after them; at full numbers the dice fall as they fall.
const isSmall = count <= 40

for (const { kind, what, seeds } of [
  { kind: 'reset-after', what: 'answers and then drops', seeds: [604, 7] },
  { kind: 'reset-before', what: 'drops unanswered', seeds: [18_609, 9] },
] as const) {
  test(`A14: a helpdesk that ${what} three connections in ten: ${count} tickets, none twice, none missing`, async t => {
    await using shop = await world({ stock: { MUG: { Main: 0 } } })
    // Probes use the same paths and are struck as well.
    shop.gorgias.faults.percent({ kind }, 0.3, { path: '/api/tickets*' }, isSmall ? seeds[0] : seeds[1])
    const names = Array.from(
      { length: count },
      (_, at) =>
        shop.shopify.shop.orders.place({
          lines: [{ sku: 'MUG', quantity: 1, location: 'Main' }],
          email: `c${at}@example.com`,
        }).name,
    )
    await shop.until('every ticket has its end', async () => (await ended(shop)) === count, 600)
    await atRest(shop)
    const parked = await parkedOf(shop)
    assert.ok(parked.length <= count / 100 && parked.every(one => one.evidence !== ''))
    assert.deepEqual(ticketed(shop), names.toSorted())
    const [found] = await shop.db.tenant(shop.owner.tenantId, tx =>
      tx.query<{ n: number }>(
        `select count(*)::int as n from audit where outcome = 'succeeded (reconciled)'`,
      ),
    )
    const [resent] = await shop.db.tenant(shop.owner.tenantId, tx =>
      tx.query<{ n: number }>('select count(*)::int as n from intents where attempt > 1'),
    )
    // Otherwise no write was struck, and nothing was tried here.
    const struck = { 'reset-after': found?.n ?? 0, 'reset-before': resent?.n ?? 0 }
    assert.ok(struck[kind] > 0)
    figure(
      t,
      'P9',
      `${count} tickets at a helpdesk that ${what} 30 %: 0 doubled, 0 lost, ${found?.n} found by a probe, ${resent?.n} sent again, ${parked.length} parked`,
    )
  })
}
