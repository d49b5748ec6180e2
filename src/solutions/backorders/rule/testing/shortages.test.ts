import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { allocate, bypassedUnits, unitsIn } from '../allocation.ts'
import { driftOf } from '../drift.ts'
import type { PoolFacts, Reading } from '../facts.ts'
import { judge } from '../judge.ts'
import { defaultSettings } from '../settings.ts'
import { sharesOf, shortByLaterDemand } from '../shares.ts'
import { dice, poolFacts, randomDeeds, readings } from './histories.ts'
import { shopAfter, shortByHand } from './oracle.ts'
import type { Deed, Shop } from './oracle.ts'

const histories = Number(process.env.BACKORDER_HISTORIES ?? 100_000)
const settings = { ...defaultSettings, priorityTags: ['vip'] }

test(`${histories} random histories: the rule agrees with a shop that hands out its units by hand`, () => {
  const roll = dice(20261121)
  for (let n = 0; n < histories; n++) agreesWithTheShelf(shopAfter(randomDeeds(roll)))
})

const deeds = fc.array(
  fc.tuple(fc.nat(12), fc.nat(999), fc.nat(999), fc.nat(999)) satisfies fc.Arbitrary<Deed>,
  { maxLength: 40, size: 'max' },
)

test('the same, with histories that shrink to the smallest one that fails', () => {
  fc.assert(
    fc.property(deeds, told => agreesWithTheShelf(shopAfter(told))),
    { numRuns: 1000 },
  )
})

test('the order in which lists arrive does not matter', () => {
  fc.assert(
    fc.property(deeds, told => {
      for (const reading of readings(shopAfter(told)))
        assert.deepEqual(judge(backwards(reading), settings), judge(reading, settings))
    }),
    { numRuns: 300 },
  )
})

test('a ledger that misses claims, or holds stale ones, brackets the truth and says so', () => {
  fc.assert(
    fc.property(deeds, fc.nat(), fc.boolean(), (told, chosen, isStale) => {
      const shop = shopAfter(told)
      for (const pool of shop.pools.map(each => poolFacts(shop, each))) {
        const truth = allocate(pool, pool.queue)
        const strange = pool.queue[chosen % Math.max(1, pool.queue.length)]
        if (!strange || strange.bypassed) continue
        const odd = isStale ? withStale(pool, chosen) : without(pool, strange.lineId)
        assert.notEqual(driftOf(odd), null)
        for (const { lineId, short, uncertain } of sharesOf(odd, 0)) {
          const exact = truth.find(each => each.lineId === lineId)?.short
          if (exact === undefined) continue
          if (uncertain) assert.ok(uncertain.atLeast <= exact && exact <= uncertain.atMost)
          else assert.equal(short, exact)
        }
      }
    }),
    { numRuns: 500 },
  )
})

const agreesWithTheShelf = (shop: Shop): void => {
  const byHand = new Map<string, number>()
  for (const pool of shop.pools) {
    const here = shortByHand(shop, pool)
    for (const [line, short] of here) byHand.set(line, short)
    agreesWithTheBooks(poolFacts(shop, pool), pool.shelf.length - pool.owed, here)
  }
  for (const reading of readings(shop)) {
    const verdict = judge(reading, settings)
    for (const line of verdict.lines) assert.equal(line.short, byHand.get(line.lineId))
    const short = unitsIn(verdict.lines.map(line => ({ quantity: byHand.get(line.lineId) ?? 0 })))
    assert.equal(verdict.shortUnits, short)
    assert.equal(verdict.class === 'covered' || verdict.class === 'ignored', short === 0)
    assert.equal(verdict.class === 'ignored', verdict.lines.length === 0)
    assert.equal(verdict.isUncertain, false)
    assert.equal(verdict.subject === '', short === 0)
  }
}

const agreesWithTheBooks = (pool: PoolFacts, physical: number, byHand: ReadonlyMap<string, number>): void => {
  assert.equal(pool.available + pool.committed, physical)
  assert.equal(driftOf(pool), null)
  const entries = allocate(pool, pool.queue.toReversed())
  const total = unitsIn(entries.map(entry => ({ quantity: entry.short })))
  const demand = unitsIn(pool.queue)
  const bypassed = bypassedUnits(pool.queue)
  assert.equal(total, Math.min(demand, Math.max(0, bypassed - pool.available)))
  if (physical >= 0 && bypassed === 0) assert.equal(total, Math.max(0, -pool.available))
  for (const entry of entries) {
    assert.equal(entry.short, byHand.get(entry.lineId))
    const { available } = pool
    // The closed form is exact where every unit of demand is known and was claimed from `available`.
    if (bypassed === 0)
      assert.equal(
        shortByLaterDemand({ available, laterDemand: entry.later, quantity: entry.quantity }),
        entry.short,
      )
  }
}

const backwards = ({ order, pools, readAt }: Reading): Reading => ({
  readAt,
  pools: pools.map(pool => ({ ...pool, queue: pool.queue.toReversed() })).toReversed(),
  order: {
    ...order,
    fulfillmentOrders: order.fulfillmentOrders
      .map(work => ({ ...work, lines: work.lines.toReversed() }))
      .toReversed(),
  },
})

const without = (pool: PoolFacts, lineId: string): PoolFacts => ({
  ...pool,
  queue: pool.queue.filter(entry => entry.lineId !== lineId),
})

const withStale = (pool: PoolFacts, chosen: number): PoolFacts => ({
  ...pool,
  queue: [
    ...pool.queue,
    {
      orderId: 'gone',
      orderName: '#gone',
      lineId: 'gone',
      priority: chosen % 2,
      processedAt: 1000 + (chosen % 30),
      quantity: 1 + (chosen % 4),
    },
  ],
})
