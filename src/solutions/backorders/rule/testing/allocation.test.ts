import assert from 'node:assert/strict'
import test from 'node:test'
import { driftOf } from '../drift.ts'
import { entry, line, onlyLine, order, pool, verdictOn, work } from './examples.ts'

test('3: two lines, or two variants of one item, draw on one pool', () => {
  const lines = [line({ remaining: 4 }), line({ id: 'l2', remaining: 4, variantId: 'red', sku: 'MUG-R' })]
  const two = order({
    fulfillmentOrders: [work(lines), work([line({ id: 'l3', isGiftCard: true })], { id: 'fo2' })],
  })
  const verdict = verdictOn(two, [pool()])
  assert.deepEqual(
    verdict.lines.map(each => [each.given, each.short]),
    [
      [4, 0],
      [1, 3],
      [8, 0],
    ],
  )
  assert.equal(verdict.subject, '3 of 4 MUG-R are waiting for stock')
})

test('4: nobody is short while available is not negative, even if the queue is unknown', () => {
  const verdict = verdictOn(order(), [pool({ available: 0, committed: 20 })])
  assert.equal(verdict.class, 'covered')
  assert.equal(verdict.isUncertain, false)
  assert.equal(
    verdict.explanation,
    '#1003: everything that it waits for is here.\n- MUG (Blue mug) at Berlin: 8 covered.',
  )
})

test('5: five in stock and five ordered is covered, though available is 0', () => {
  const five = order({ fulfillmentOrders: [work([line({ remaining: 5 })])] })
  assert.equal(verdictOn(five, [pool({ available: 0, committed: 5 })]).class, 'covered')
})

test('5: first come, first served, and the explanation names who is ahead', () => {
  const three = order({ fulfillmentOrders: [work([line({ remaining: 3 })])] })
  const queue = [
    entry({ orderId: '2', orderName: '#1002', lineId: 'x2', processedAt: 2000, quantity: 3 }),
    entry({ quantity: 2 }),
  ]
  const verdict = verdictOn(three, [pool({ queue })])
  assert.equal(verdict.class, 'backorder')
  assert.equal(
    verdict.explanation,
    '#1003: 3 of 3 MUG are waiting for stock.\n- MUG (Blue mug) at Berlin: 5 here, 8 committed; #1001 and #1002 are ahead; 3 short.',
  )
  assert.deepEqual(onlyLine(verdict).ahead, [
    { orderName: '#1001', quantity: 2 },
    { orderName: '#1002', quantity: 3 },
  ])
})

test('5: read late, an order is not blamed for those who came after it', () => {
  const five = order({ fulfillmentOrders: [work([line({ remaining: 5 })])] })
  const later = entry({ orderId: '9', processedAt: 9000, quantity: 3 })
  assert.equal(verdictOn(five, [pool({ queue: [later] })]).class, 'covered')
})

test('5: a tie is broken by id as people count, and a priority tag goes first', () => {
  const tie = entry({ orderId: '10', processedAt: 3000, quantity: 5 })
  const three = order({ fulfillmentOrders: [work([line({ remaining: 3 })])] })
  assert.equal(verdictOn(three, [pool({ queue: [tie] })]).shortUnits, 0)
  assert.equal(verdictOn(three, [pool({ queue: [{ ...tie, orderId: '2' }] })]).shortUnits, 3)
  const vip = { ...three, tags: ['VIP'] }
  const first = entry({ priority: 1, quantity: 5 })
  assert.equal(verdictOn(vip, [pool({ queue: [first] })], { priorityTags: ['vip'] }).shortUnits, 0)
})

test('5: the own facts replace whatever the ledger holds of the order', () => {
  const stale = entry({ orderId: '3', lineId: 'gone', quantity: 40 })
  assert.equal(verdictOn(order(), [pool({ queue: [stale] })]).shortUnits, 3)
})

test('5: an import that claimed nothing adds its own demand', () => {
  const imported = order({ isBypassed: true, isConfirmed: false })
  const queue = [entry({ quantity: 4 })]
  const verdict = verdictOn(imported, [pool({ available: 1, committed: 4, queue })])
  assert.equal(verdict.shortUnits, 7)
  assert.match(
    verdict.explanation,
    /5 here, 4 committed and 8 imported without a claim; #1001 is ahead; 7 short/,
  )
})

test('5: where committed and the known orders disagree, the closed form answers and the doubt is said', () => {
  const known = pool({ available: -3, committed: 10, queue: [] })
  assert.deepEqual(driftOf({ ...known, queue: [entry({ quantity: 8 })] }), {
    known: 8,
    committed: 10,
    units: 2,
  })
  const verdict = verdictOn(order(), [known])
  assert.equal(verdict.isUncertain, true)
  assert.deepEqual(onlyLine(verdict).uncertain, { atLeast: 1, atMost: 3 })
  assert.equal(verdict.shortUnits, 3)
  assert.match(verdict.explanation, /Between 1 and 3, to be exact/)
})

test('5: what is here is never told as less than nothing', () => {
  const owed = verdictOn(order(), [pool({ available: -12, committed: 8, onHand: -4 })])
  assert.match(owed.explanation, /: 0 here, 8 committed; 8 short\./)
})
