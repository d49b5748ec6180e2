import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTurns } from './turns.ts'

const start = Date.UTC(2026, 10, 21)

test('what one adds goes before the flood that another added, and few are first come, first served', () => {
  let ms = start
  const turns = openTurns(() => ms)
  const flood = Array.from({ length: 100_000 }, () => turns.place('work', 'a'))
  assert.deepEqual(
    flood,
    flood.toSorted((one, two) => two - one),
  )
  ms += 60_000
  const later = turns.place('work', 'b')
  assert.equal(flood.filter(place => place >= later).length <= 60 * 5 + 5, true)
  ms += 5_000
  assert.ok(turns.place('work', 'c') < later)
  assert.ok((flood.at(-1) ?? 0) > -(2 ** 31) && later > -(2 ** 31))
  assert.equal(turns.place('actions', 'a'), turns.place('actions', 'd'), 'each queue has its own turns')
})

test('who was quiet for long enough is like anybody, and nobody is put off by more than six hours', () => {
  let ms = start
  const turns = openTurns(() => ms)
  for (let n = 0; n < 500_000; n += 1) turns.place('work', 'a')
  assert.equal(turns.place('work', 'b') - turns.place('work', 'a'), 6 * 60 * 60)
  ms += 6 * 60 * 60 * 1000 + 1000
  assert.equal(turns.place('work', 'b'), turns.place('work', 'a'))
})
