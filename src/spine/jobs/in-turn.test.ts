import assert from 'node:assert/strict'
import test from 'node:test'
import { nextInTurn } from './in-turn.ts'

test('ids rise, also many within one millisecond and when the clock goes back', () => {
  const now = Date.now()
  const ids = Array.from({ length: 10_000 }, (_, at) => nextInTurn(at < 9000 ? now : now - 5000))
  assert.deepEqual(ids, [...new Set(ids)].toSorted())
  for (const id of ids)
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
