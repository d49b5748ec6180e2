import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Reading } from '../facts.ts'
import { judge, mayBeCovered } from '../judge.ts'
import { defaultSettings } from '../settings.ts'
import { itemsChanged, ordersChanged, type KeptLine } from '../shares.ts'
import type { LineVerdict } from '../verdict.ts'
import { entry, line, order, pool, verdictOn, work } from './examples.ts'
import { readings } from './histories.ts'
import { shopAfter } from './oracle.ts'
import type { Deed, Shop } from './oracle.ts'

const settings = { ...defaultSettings, priorityTags: ['vip'] }
const deed = fc.tuple(fc.nat(12), fc.nat(999), fc.nat(999), fc.nat(999)) satisfies fc.Arbitrary<Deed>
const deeds = (most: number) => fc.array(deed, { minLength: 1, maxLength: most, size: 'max' })

test('whoever is not named by a movement of stock would be judged as before, and whoever is named otherwise', () => {
  let named = 0
  let spared = 0
  fc.assert(
    fc.property(deeds(30), deeds(6), fc.nat(6), (before, after, coming) => {
      const earlier = told(shopAfter(before), 0)
      const later = told(shopAfter([...before, ...after]), coming)
      const judged = new Map(earlier.map(reading => [reading.order.id, reading]))
      // Orders that changed themselves are judged for their own sake: they had their look already.
      const kept = later.map(reading => {
        const known = judged.get(reading.order.id)
        return known && sameOrder(known, reading) ? known : reading
      })
      for (const item of ['0', '1']) {
        const pools = later[0]?.pools.filter(each => each.itemId === item) ?? []
        const lines = kept.flatMap(reading => linesOf(reading, item))
        const changed = ordersChanged(pools, lines, later[0]?.readAt ?? 0)
        for (const [at, reading] of later.entries()) {
          const was = kept[at]
          if (!was) continue
          const [then, now] = [was, reading].map(each => linesOf(each, item).map(shown))
          if (changed.has(reading.order.id)) {
            named++
            assert.notDeepEqual(now, then, reading.order.name)
          } else {
            spared++
            assert.deepEqual(now, then, reading.order.name)
          }
        }
      }
    }),
    { numRuns: 2000 },
  )
  assert.ok(named > 100 && spared > 100, `${named} named, ${spared} spared`)
})

test('of a hundred who wait, one unit more has one judged again, and another order behind them nobody', () => {
  const queue = Array.from({ length: 100 }, (_, n) =>
    entry({ orderId: `o${100 + n}`, lineId: `l${n}`, processedAt: n }),
  )
  const at = (available: number, more: typeof queue = []) =>
    pool({ available, committed: queue.length + more.length, queue: [...queue, ...more] })
  const kept = queue.map(({ orderId, lineId }) => keptLine({ orderId, lineId, short: 1 }))
  assert.deepEqual([...ordersChanged([at(-100)], kept, 0)], [])
  assert.deepEqual([...ordersChanged([at(-99)], kept, 0)], ['o100'])
  const last = entry({ orderId: 'o200', lineId: 'l100', processedAt: 100 })
  assert.deepEqual([...ordersChanged([at(-101, [last])], kept, 0)], ['o200'])
})

test('lines that nobody judges are left alone, lines that could not be read are not', () => {
  const here = pool({ available: -1, committed: 1, queue: [entry()] })
  const reason = { code: 'preorder' as const, words: 'a pre-order' }
  const [given, still] = [pool({ available: 0, committed: 1, queue: [entry()] }), keptLine({ short: 0 })]
  assert.deepEqual([...ordersChanged([here], [{ ...still, reason }], 0)], [])
  assert.deepEqual([...ordersChanged([given], [still], 0)], [])
  assert.deepEqual([...ordersChanged([given], [{ ...still, class: 'unread' }], 0)], ['1'])
})

test('what came or went elsewhere counts where the work could be moved to, once', () => {
  const mine = order({
    fulfillmentOrders: [
      work([line({ remaining: 3 })], { moveOptions: [{ location: paris, availableByItem: { mug: 2 } }] }),
    ],
  })
  const here = pool({ available: -3, committed: 3, queue: [own(mine.id)] })
  const [kept] = verdictOn(mine, [here]).lines
  assert.ok(kept?.reroute)
  const judged = { ...kept, orderId: mine.id }
  const with_ = (available: number, locationId = 'paris') => [
    here,
    pool({ locationId, available, committed: 0 }),
  ]
  assert.deepEqual([...ordersChanged(with_(2), [judged], 0)], [])
  assert.deepEqual([...ordersChanged(with_(1), [judged], 0)], [mine.id])
  assert.deepEqual([...ordersChanged(with_(3), [judged], 0)], [mine.id])
  assert.deepEqual([...ordersChanged([...with_(2), ...with_(9, 'rome').slice(1)], [judged], 0)], [])
  const elsewhere = { ...judged, movableTo: ['paris', 'rome'] }
  assert.deepEqual([...ordersChanged([...with_(2), ...with_(3, 'rome').slice(1)], [elsewhere], 0)], [mine.id])
  assert.deepEqual([...ordersChanged([...with_(2), ...with_(2, 'rome').slice(1)], [elsewhere], 0)], [])
  assert.deepEqual([...ordersChanged(with_(2), [elsewhere], 0)], [])
  assert.deepEqual([...ordersChanged([here], [judged], 0)], [mine.id])
  const { movableTo: _, ...ofOld } = judged
  assert.deepEqual([...ordersChanged(with_(3), [ofOld], 0)], [])
})

test('a judgement names the articles of which the order has another share by it', () => {
  const mine = order({ fulfillmentOrders: [work([line({ remaining: 3 })])] })
  const judged = (available: number) =>
    verdictOn(mine, [pool({ available, committed: 3, queue: [own(mine.id)] })]).lines
  const unread = verdictOn(mine, []).lines
  assert.deepEqual(itemsChanged([], judged(-3)), ['mug'])
  assert.deepEqual(itemsChanged(judged(-3), judged(-3)), [])
  assert.deepEqual(itemsChanged(judged(-3), judged(-2)), ['mug'])
  assert.deepEqual(itemsChanged(judged(0), unread), ['mug'])
  // The platform knows of one more unit than the ledger: the shortage is the same, and no longer certain.
  const doubted = verdictOn(mine, [pool({ available: -1, committed: 4, queue: [own(mine.id)] })])
  const surer = verdictOn(mine, [pool({ available: -1, committed: 3, queue: [own(mine.id)] })])
  assert.deepEqual(
    [doubted, surer].map(({ shortUnits, isUncertain }) => [shortUnits, isUncertain]),
    [
      [1, true],
      [1, false],
    ],
  )
  assert.deepEqual(itemsChanged(surer.lines, doubted.lines), ['mug'])
  assert.deepEqual([surer, doubted].map(mayBeCovered), [false, true])
  assert.deepEqual(itemsChanged(unread, unread), [])
  const nothing = verdictOn(order({ fulfillmentOrders: [work([line({ itemId: null })])] }), []).lines
  assert.deepEqual(itemsChanged([], nothing), [])
})

const paris = { id: 'paris', name: 'Paris' }
const own = (orderId: string) => entry({ orderId, lineId: 'l1', quantity: 3 })

const keptLine = (over: Partial<KeptLine>): KeptLine => ({
  orderId: '1',
  lineId: 'x1',
  locationId: 'berlin',
  class: 'backorder',
  reason: null,
  short: 1,
  uncertain: null,
  eta: null,
  hints: [],
  reroute: null,
  movableTo: [],
  ...over,
})

/** The shop's readings, with something on its way to the first place. */
const told = (shop: Shop, incoming: number): Reading[] =>
  readings(shop).map(reading => ({
    ...reading,
    pools: reading.pools.map(each => (each.locationId === '0' ? { ...each, incoming } : each)),
  }))

const sameOrder = (a: Reading, b: Reading): boolean => JSON.stringify(a.order) === JSON.stringify(b.order)

const linesOf = (reading: Reading, item: string): KeptLine[] =>
  judge(reading, settings)
    .lines.filter(each => each.itemId === item)
    .map(each => ({ ...each, orderId: reading.order.id }))

const shown = (of: KeptLine): Partial<LineVerdict> => {
  const { lineId, short, uncertain, eta, hints, reroute } = of
  return { lineId, short, uncertain, eta, hints, reroute }
}
