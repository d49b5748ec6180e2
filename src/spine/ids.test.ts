import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nextId, readId, showId } from './ids.ts'

test('a shown id reads back as its UUID, under its own prefix only', () => {
  fc.assert(
    fc.property(fc.uuid(), uuid => {
      assert.equal(readId('mem', showId('mem', uuid)), uuid)
      assert.throws(() => readId('key', showId('mem', uuid)), { code: 'not_found' })
    }),
  )
})

test('anything else names nothing', () => {
  for (const text of ['', 'mem_', 'mem_x', `mem_${'g'.repeat(32)}`, `mem_${'a'.repeat(33)}`, 'a'.repeat(32)])
    assert.throws(() => readId('mem', text), { code: 'not_found' })
})

test('ids rise, also many within one millisecond and when the clock goes back', () => {
  const now = Date.now()
  const ids = Array.from({ length: 10_000 }, (_, at) => nextId(at < 9000 ? now : now - 5000))
  assert.deepEqual(ids, [...new Set(ids)].toSorted())
  for (const id of ids)
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
