import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readCursor, slice, writeCursor } from './page.ts'

const key = Buffer.alloc(32, 7)
const row = (n: number) => ({
  at: `2026-01-01T00:00:00.00000${n}Z`,
  id: `0000000${n}-0000-4000-8000-000000000000`,
})

test('A10: a cursor gives back its place to the list that it was made for, and to no other', () => {
  const cursor = writeCursor(key, 'tenant members', row(1))
  assert.deepEqual(readCursor(key, 'tenant members', cursor), row(1))
  assert.throws(() => readCursor(key, 'tenant keys', cursor), { code: 'invalid_input' })
  assert.throws(() => readCursor(Buffer.alloc(32, 8), 'tenant members', cursor), { code: 'invalid_input' })
})

test('no other text is a cursor', () => {
  const cursor = writeCursor(key, 'list', row(1))
  fc.assert(
    fc.property(fc.nat(cursor.length - 2), fc.constantFrom('A', 'z', '.', '-'), (at, put) => {
      const forged = cursor.slice(0, at) + put + cursor.slice(at + 1)
      fc.pre(forged !== cursor)
      assert.throws(() => readCursor(key, 'list', forged), { code: 'invalid_input' })
    }),
  )
  fc.assert(
    fc.property(fc.string(), text => {
      assert.throws(() => readCursor(key, 'list', text), { code: 'invalid_input' })
    }),
  )
})

test('a slice names its last row when there is more, and nothing when there is not', () => {
  const rows = [row(3), row(2), row(1)]
  assert.deepEqual(
    slice(rows, 2, ({ id }) => id),
    { items: [row(3).id, row(2).id], next: row(2) },
  )
  assert.equal(slice(rows, 3, String).next, null)
  assert.equal(slice([], 3, String).next, null)
})
