import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Verdict } from '../verdict.ts'
import { line, order, pool, work } from './examples.ts'
import { at, covered, live, seconds, short, unread } from './lives.ts'

const readings = [
  short,
  covered,
  unread,
  (s: number) => at(s, order(), pool({ available: -5, committed: 8 })),
  (s: number) => at(s, order({ fulfillmentOrders: [work([line()], { id: 'fo2' })] }), pool()),
]
const lives = fc
  .array(fc.tuple(fc.nat(readings.length - 1), fc.nat(400)), { maxLength: 60, size: 'max' })
  .map(steps => {
    let clock = 0
    return steps.flatMap(([kind, pause]) => {
      clock += pause
      return readings[kind]?.(clock) ?? []
    })
  })

test('random lives: one ticket, never on one reading, no close without a hold, no news that did not last', () => {
  fc.assert(
    fc.property(lives, verdicts => {
      const { todos, deeds } = live(verdicts)
      assert.ok(deeds.filter(deed => deed === 'open_ticket').length <= 1)
      let isOpen = false
      todos.forEach((todo, n) => {
        const now = verdicts[n]
        assert.ok(now)
        const held = (lasts: (past: Verdict) => boolean, wait: number) => {
          const past = verdicts.slice(0, n + 1)
          const stretch = past.slice(past.findLastIndex(each => !lasts(each)) + 1)
          return now.readAt - (stretch[0]?.readAt ?? now.readAt) >= seconds(wait)
        }
        if (todo.do === 'open_ticket' || (todo.do === 'update_ticket' && todo.reopen)) {
          assert.equal(isOpen, false)
          assert.ok(now.shortUnits > 0 && held(each => each.shortUnits > 0 || each.class === 'unread', 60))
          isOpen = true
        } else if (todo.do === 'update_ticket') {
          assert.ok(isOpen && held(each => each.shortage === now.shortage || each.class === 'unread', 60))
        } else if (todo.do === 'close') {
          assert.ok(isOpen && now.class === 'covered' && held(each => each.shortUnits === 0, 300))
          isOpen = false
        }
      })
    }),
    { numRuns: 2000 },
  )
})

test('stock that is reset and undone for a month does not open and close the ticket every time', () => {
  const month = Array.from({ length: 30 * 24 * 6 }, (_, n) => (n % 6 < 3 ? short(n * 600) : covered(n * 600)))
  const { deeds } = live(month)
  assert.ok(deeds.filter(deed => deed === 'close').length <= 3)
  assert.equal(deeds.filter(deed => deed === 'open_ticket').length, 1)
})
