import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { partsOf } from './refund-parts.ts'

const payable = fc.tuple(fc.nat(10_000), fc.nat(10_000), fc.uuid()).map(([most, some, parentId]) => ({
  gateway: 'card',
  parentId,
  most,
  suggested: Math.min(most, some),
}))

test('A16: the parts are the amount, to each payment at most what it can take, or there are none', () => {
  fc.assert(
    fc.property(
      fc.array(payable, { maxLength: 5 }),
      fc.nat(40_000),
      fc.nat(60_000),
      (payables, minor, allowed) => {
        const parts = partsOf(minor, payables, allowed)
        const most = Math.min(
          allowed,
          payables.reduce((sum, one) => sum + one.most, 0),
        )
        assert.equal(parts === undefined, minor > most)
        if (!parts) return
        assert.equal(
          parts.reduce((sum, one) => sum + one.minor, 0),
          minor,
        )
        for (const part of parts) {
          const to = payables.find(one => one.parentId === part.parentId)
          assert.ok(to && part.minor > 0 && part.minor <= to.most)
        }
      },
    ),
  )
})

test('what the platform suggests is followed, not recomputed', () => {
  const payables = [
    { gateway: 'gift_card', parentId: 'a', suggested: 100, most: 900 },
    { gateway: 'card', parentId: 'b', suggested: 500, most: 900 },
  ]
  assert.deepEqual(
    partsOf(600, payables, 1800)?.map(one => one.minor),
    [100, 500],
  )
  assert.deepEqual(
    partsOf(700, payables, 1800)?.map(one => one.minor),
    [700],
  )
})
