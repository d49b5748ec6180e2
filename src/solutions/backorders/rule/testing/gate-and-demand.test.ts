import assert from 'node:assert/strict'
import test from 'node:test'
import { claimsOf, demandUnits } from '../demand.ts'
import { gate } from '../gate.ts'
import { defaultSettings } from '../settings.ts'
import type { FulfillmentStatus } from '../facts.ts'
import { line, onlyLine, order, pool, verdictOn, work } from './examples.ts'

const settings = defaultSettings

test('0: the gate lets a confirmed order with work through, and skips what waits for nothing', () => {
  assert.deepEqual(gate(order(), settings, 0, 0), { pass: 'judge' })
  assert.deepEqual(gate(order({ isCancelled: true }), settings, 0, 0), { pass: 'skip', reason: 'cancelled' })
  assert.deepEqual(gate(order({ isTest: true }), settings, 0, 0), { pass: 'skip', reason: 'test' })
  assert.deepEqual(gate(order({ isTest: true }), { ...settings, ignoreTestOrders: false }, 0, 0), {
    pass: 'judge',
  })
  assert.deepEqual(gate(order({ isFulfilled: true, source: 'pos' }), settings, 0, 0), {
    pass: 'skip',
    reason: 'fulfilled',
  })
  const tagged = order({ tags: ['Wholesale ', 'b2b'] })
  assert.deepEqual(gate(tagged, { ...settings, ignoredTags: ['wholesale'] }, 0, 0), {
    pass: 'skip',
    reason: 'ignored_tag',
  })
})

test('0: an order that is not ready is looked at again after 15 s, 60 s, 5 min and 30 min, then given up', () => {
  const early = order({ isConfirmed: false })
  const waits = [0, 1, 2, 3].map(attempt => gate(early, settings, attempt, 1000))
  assert.deepEqual(
    waits.map(wait => wait.pass === 'wait' && wait.until),
    [16_000, 61_000, 301_000, 1_801_000],
  )
  assert.deepEqual(gate(early, settings, 4, 1000), { pass: 'give_up', reason: 'not_confirmed' })
  const unrouted = order({ fulfillmentOrders: [] })
  assert.deepEqual(gate(unrouted, settings, 9, 0), { pass: 'give_up', reason: 'no_fulfillment_orders' })
  assert.deepEqual(gate(order({ isConfirmed: false, isBypassed: true }), settings, 0, 0), { pass: 'judge' })
})

test('0: an order judged too early or not at all has no shortage, and says why', () => {
  const early = verdictOn(order({ isConfirmed: false }), [pool()])
  assert.equal(early.class, 'unread')
  assert.equal(verdictOn(order({ fulfillmentOrders: [] }), []).class, 'unread')
  const cancelled = verdictOn(order({ isCancelled: true }), [pool()])
  assert.equal(cancelled.skipped, 'cancelled')
  assert.equal(cancelled.explanation, '#1003: not judged, the order is cancelled.')
  assert.equal(cancelled.severity, 'none')
})

test('1: open, scheduled, held and started work counts; closed, cancelled and incomplete does not', () => {
  const counted = (status: FulfillmentStatus) =>
    demandUnits(order({ fulfillmentOrders: [work([line()], { status })] }), settings).length
  assert.deepEqual((['open', 'scheduled', 'on_hold', 'in_progress'] as const).map(counted), [1, 1, 1, 1])
  assert.deepEqual((['closed', 'cancelled', 'incomplete'] as const).map(counted), [0, 0, 0])
  assert.equal(
    demandUnits(order({ fulfillmentOrders: [work([line({ remaining: 0 })])] }), settings).length,
    0,
  )
})

test('2: what cannot run short is ignored with a reason; a merchant may leave more alone', () => {
  const judged = (over: Parameters<typeof line>[0], more = {}, isStockManaged = true) => {
    const location = { id: 'berlin', name: 'Berlin', isStockManaged }
    const verdict = verdictOn(
      order({ fulfillmentOrders: [work([line(over)], { location })] }),
      [pool()],
      more,
    )
    return [verdict.class, onlyLine(verdict).reason?.code ?? null, verdict.shortUnits]
  }
  assert.deepEqual(judged({ isGiftCard: true }), ['ignored', 'gift_card', 0])
  assert.deepEqual(judged({ variantId: null }), ['ignored', 'no_variant', 0])
  assert.deepEqual(judged({ itemId: null }), ['ignored', 'no_variant', 0])
  assert.deepEqual(judged({ isTracked: false }), ['ignored', 'untracked', 0])
  assert.deepEqual(judged({ isPreorder: true }), ['preorder', 'preorder', 0])
  assert.deepEqual(judged({}, {}, false), ['third_party_stock', 'third_party_stock', 0])
  assert.deepEqual(judged({ requiresShipping: false }), ['ignored', 'not_shipped', 0])
  assert.deepEqual(judged({ requiresShipping: false }, { includeNonShipping: true }), ['partial', null, 3])
  assert.deepEqual(judged({}, { ignoredSkus: [' mug'] }), ['ignored', 'ignored_sku', 0])
})

test('2: a line that is ignored by choice still takes units; a pre-order, a gift card and a 3PL line do not', () => {
  const claims = (over: Parameters<typeof line>[0]) =>
    claimsOf(order({ fulfillmentOrders: [work([line(over)])] }), { ...settings, ignoredSkus: ['MUG'] }).length
  assert.deepEqual([claims({}), claims({ isPreorder: true }), claims({ isGiftCard: true })], [1, 0, 0])
  assert.deepEqual(claimsOf(order({ isCancelled: true }), settings), [])
})
