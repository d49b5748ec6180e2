import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readId, showId } from './ids.ts'

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
