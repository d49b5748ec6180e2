import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newCase, step, type CaseState } from '#src/solutions/backorders/rule/case-life.ts'
import { order, pool } from '#src/solutions/backorders/rule/testing/examples.ts'
import {
  at,
  cancelled,
  covered,
  seconds,
  settings,
  short,
} from '#src/solutions/backorders/rule/testing/lives.ts'
import type { Verdict } from '#src/solutions/backorders/rule/verdict.ts'
import { world, type World } from '../../world.ts'
import { atRest, ticketed } from '../desk-ledger.ts'
import { figure } from '../figure.ts'
import { numberFrom, seeded } from '../seeded.ts'

const permutations = numberFrom('FAULTS_PERMUTATIONS', 10_000)
const orders = numberFrom('FAULTS_SHUFFLED', 12, 600)

/** Readings of one order from its creation to its end; the second of each is its place in the truth. */
const lives: readonly (readonly Verdict[])[] = [
  [short(0), short(70), at(80, order({ updatedAt: 80_000 }), pool({ available: -1 })), cancelled(90)],
  [short(0), covered(40), short(60), short(130), at(140, order({ isFulfilled: true }), pool())],
  [covered(0), short(100), short(170), covered(200), cancelled(600)],
  [short(0), cancelled(50), at(60, order({ isCancelled: true, isFulfilled: true }), pool())],
]

test(`P5: ${permutations} permutations of what is read of an order end as the truth does`, t => {
  const random = seeded(5)
  let overtaken = 0
  for (let nth = 0; nth < permutations; nth += 1) {
    const life = lives[nth % lives.length] ?? []
    const mixed = shuffled(life, random)
    const newest = Math.max(...life.map(({ readAt }) => readAt))
    let state: CaseState = newCase
    let opened = 0
    for (const verdict of mixed) {
      const next = step(state, verdict, settings)
      if (verdict.readAt < state.lastReadAt) {
        overtaken += 1
        assert.deepEqual(next, { state, todo: { do: 'nothing' } }, 'an older reading changed something')
      }
      assert.ok(next.state.lastReadAt >= state.lastReadAt)
      if (next.todo.do === 'open_ticket') opened += 1
      state = next.state
    }
    // Whatever came before, the order is at its end: nothing waits, and nothing is said to be short.
    assert.deepEqual([state.phase.is, state.lastReadAt, opened <= 1], ['quiet', newest, true])
    assert.equal(state.ticketOpenedAt !== null, opened === 1)
    const again = step(state, life[0] ?? assert.fail(), settings)
    assert.deepEqual(again, { state, todo: { do: 'nothing' } })
  }
  assert.ok(overtaken > permutations / 2 && newCase.lastReadAt < seconds(1))
  figure(
    t,
    'P5',
    `${permutations} permutations of create, update, cancel and fulfil: one final state, ${overtaken} overtaken readings changed nothing`,
  )
})

test(`P5: the webhooks of ${orders} orders, created, edited, cancelled or fulfilled, come in random order, twice`, async t => {
  await using shop = await world({ stock: { MUG: { Main: 0 } } })
  const { webhooks, orders: shelf } = shop.shopify.shop
  const random = seeded(55)
  Object.assign(webhooks.weather, { isHeld: true, copies: 2, random })
  const short = new Array<string>()
  for (let at = 0; at < orders; at += 1) {
    const { name } = shelf.place({
      lines: [{ sku: 'MUG', quantity: 1, location: 'Main' }],
      email: `c${at}@example.com`,
    })
    shelf.edit(name, 'MUG', 3)
    if (at % 3 === 0) shelf.cancel(name)
    else if (at % 3 === 1) shelf.fulfil(name)
    else short.push(name)
  }
  await webhooks.release()
  await shop.until('every short order has its ticket', () => ticketed(shop).length >= short.length, 240)
  await atRest(shop, 240)
  assert.deepEqual(ticketed(shop), short.toSorted())
  const first = await casesOf(shop)
  // Told of all of it once more, the other way round.
  for (const delivery of webhooks.deliveries.toReversed()) await webhooks.redeliver(delivery)
  await atRest(shop, 240)
  assert.deepEqual([await casesOf(shop), ticketed(shop)], [first, short.toSorted()])
  assert.equal(first.filter(({ status }) => status === 'open').length, short.length)
  figure(
    t,
    'P5',
    `${webhooks.deliveries.length} webhooks of ${orders} orders in random order through the house: ${short.length} open cases and tickets, the rest quiet; told again backwards, nothing changed`,
  )
})

function shuffled<T>(all: readonly T[], random: () => number): T[] {
  return all
    .map(one => ({ one, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ one }) => one)
}

function casesOf(shop: World): Promise<{ order_name: string; status: string; short_units: number }[]> {
  return shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query('select order_name, status, class, short_units from backorder_cases order by order_name'),
  )
}
