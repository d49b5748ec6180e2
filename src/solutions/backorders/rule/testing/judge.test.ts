import assert from 'node:assert/strict'
import test from 'node:test'
import { keptVerdict } from '../../kept-verdict.ts'
import { entry, line, onlyLine, order, pool, verdictOn, work } from './examples.ts'

test('6: stock at a location that the work may move to makes it a reroute, and no unit is offered twice', () => {
  const to = (id: string, mugs: number) => ({ location: { id, name: id }, availableByItem: { mug: mugs } })
  const moveOptions = [
    to('berlin', 50),
    to('paris', 1),
    to('rome', 4),
    to('oslo', 3),
    to('bonn', 0),
    { location: { id: 'bern', name: 'Bern' }, availableByItem: {} },
  ]
  const verdict = verdictOn(order({ fulfillmentOrders: [work([line()], { moveOptions })] }), [pool()])
  assert.equal(verdict.class, 'reroute')
  assert.equal(verdict.severity, 'low')
  assert.deepEqual(onlyLine(verdict).reroute, {
    locationId: 'rome',
    locationName: 'rome',
    units: 3,
    coversAll: true,
  })
  assert.match(verdict.explanation, /3 of 3 could ship from rome\./)
  const lines = [line({ remaining: 2 }), line({ id: 'l2', remaining: 2 }), line({ id: 'l3', remaining: 2 })]
  const scarce = [to('rome', 2), to('oslo', 2)]
  const three = verdictOn(order({ fulfillmentOrders: [work(lines, { moveOptions: scarce })] }), [
    pool({ available: -6, committed: 6 }),
  ])
  assert.deepEqual(
    three.lines.map(each => each.reroute?.locationId ?? null),
    ['oslo', 'rome', null],
  )
  assert.equal(three.class, 'backorder')
})

test('7: partial, backorder, and a race for what the shop does not sell below zero', () => {
  assert.equal(verdictOn(order(), [pool()]).class, 'partial')
  const none = verdictOn(order(), [pool({ available: -8, committed: 8 })])
  assert.deepEqual([none.class, none.severity], ['backorder', 'normal'])
  const race = verdictOn(order({ fulfillmentOrders: [work([line({ isOversellAllowed: false })])] }), [pool()])
  assert.deepEqual([race.class, race.severity], ['oversell_race', 'high'])
  assert.match(race.explanation, /does not sell it below zero/)
})

test('7: incoming units go to earlier orders first; a date counts only if it covers all and is not over', () => {
  const at = Date.UTC(2026, 11, 3)
  const eta = (incoming: number, incomingAt: number | null = at, readAt = 10_000) => {
    const queue = [entry({ quantity: 7 })]
    const verdict = verdictOn(
      order(),
      [pool({ available: -10, committed: 15, queue, incoming, incomingAt })],
      {},
      readAt,
    )
    return { ...onlyLine(verdict).eta, ready: verdict.readyAgainAt, says: verdict.explanation }
  }
  assert.equal(eta(0).incoming, undefined)
  assert.deepEqual([eta(2).units, eta(5).units, eta(10).units, eta(99).units], [0, 3, 8, 8])
  assert.deepEqual(
    [eta(9).ready, eta(10).ready, eta(10, null).ready, eta(10, at, at + 1).ready],
    [null, at, null, null],
  )
  assert.match(eta(2).says, /2 on the way, expected 2026-12-03: all of them for earlier orders\./)
  assert.match(eta(5, null).says, /5 on the way: 3 of them for this line\./)
  assert.match(
    eta(10, at, at + 1).says,
    /10 on the way, expected 2026-12-03, overdue: enough for this line\./,
  )
})

test('7: units that are in the house but not for sale are pointed out', () => {
  const verdict = verdictOn(order(), [pool({ safetyStock: 4, qualityControl: 2 })])
  assert.match(verdict.explanation, /4 more kept as safety stock\. 2 more in quality control\./)
})

test('8: a bundle is as complete as its scarcest component', () => {
  const bundle = { id: 'b', title: 'Tea set', quantity: 4 }
  const lines = [
    line({ remaining: 8, total: 8, bundle }),
    line({ id: 'l2', sku: 'POT', itemId: 'pot', remaining: 3, total: 4, bundle }),
    line({ id: 'l3', sku: 'CARD', itemId: null, remaining: 4, bundle }),
    line({ id: 'l4', sku: 'SPOON', itemId: 'spoon', remaining: 1 }),
  ]
  const pools = [pool(), pool({ itemId: 'pot', available: 0, committed: 3 })]
  const verdict = verdictOn(order({ fulfillmentOrders: [work(lines)] }), pools)
  assert.deepEqual(verdict.bundles, [
    { id: 'b', title: 'Tea set', wanted: 4, shippable: 2, shortOrderLineIds: ['order-l1'] },
  ])
  assert.match(verdict.explanation, /- Bundle Tea set: 2 of 4 can ship complete\./)
  const pre = lines.map(each => ({ ...each, isPreorder: each.id === 'l2' }))
  assert.equal(verdictOn(order({ fulfillmentOrders: [work(pre)] }), pools).bundles[0]?.shippable, 0)
})

test('a pool that was not read is neither covered nor short', () => {
  const verdict = verdictOn(order(), [pool({ itemId: 'else' })])
  assert.equal(verdict.class, 'unread')
  assert.match(verdict.explanation, /its stock could not be read yet\.$/)
})

test('several articles, odd names and long titles make a readable subject', () => {
  const named = (sku: string, title: string, id: string) => line({ id, sku, title, remaining: 1, itemId: id })
  const lines = [
    named('A', '', '1'),
    named(' ', 'Big\n pot', '2'),
    named('', '', '3'),
    named('x'.repeat(99), 'A', '4'),
    named('E', 'E', '5'),
  ]
  const pools = lines.map(each => pool({ itemId: each.id, available: -1, committed: 1 }))
  const verdict = verdictOn(order({ fulfillmentOrders: [work(lines)] }), pools)
  assert.equal(verdict.subject, '5 of 5 units (A, Big pot, article and 2 more) are waiting for stock')
  const one = verdictOn(order({ fulfillmentOrders: [work(lines.slice(0, 1))] }), pools)
  assert.equal(one.subject, '1 of 1 A is waiting for stock')
  assert.equal(onlyLine(one).short, 1)
  assert.match(verdict.explanation, /x{39}… \(A\) at Berlin/)
})

test('the fingerprint changes with the work, the shortage only with what is short', () => {
  const whole = verdictOn(order(), [pool()])
  const split = order({
    fulfillmentOrders: [
      work([line({ remaining: 5 })]),
      work([line({ id: 'l2', orderLineId: 'order-l1', remaining: 3 })], { id: 'fo2' }),
    ],
  })
  const parts = verdictOn(split, [pool()])
  assert.notEqual(whole.fingerprint, parts.fingerprint)
  assert.equal(whole.shortage, parts.shortage)
  assert.deepEqual(parts.fulfillmentOrderIds, ['fo1', 'fo2'])
})

test('of a long queue the first are named with a kept verdict, and the rest is counted', () => {
  const queue = Array.from({ length: 3000 }, (_, at) =>
    entry({ orderId: `o${at}`, orderName: `#${at}`, lineId: `x${at}`, processedAt: at / 10, quantity: 2 }),
  )
  const verdict = verdictOn(order(), [pool({ available: -6008, committed: 6008, queue })])
  assert.equal(onlyLine(verdict).ahead.length, 3000)
  const { ahead, aheadMore, ...rest } = onlyLine(keptVerdict(verdict))
  assert.deepEqual(
    [ahead.length, ahead[0], aheadMore],
    [20, { orderName: '#0', quantity: 2 }, { orders: 2980, units: 5960 }],
  )
  const { ahead: _, ...whole } = onlyLine(verdict)
  assert.deepEqual(rest, whole)
  assert.ok(JSON.stringify(keptVerdict(verdict)).length < 4000)
})
