import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formats } from './formats.ts'

test('A count ends where the server stops counting', () => {
  const { counted } = formats('en', 'UTC')
  assert.equal(counted(9_999), '9,999')
  assert.equal(counted(10_000), '10,000+')
  assert.equal(counted(12_000), '10,000+')
  assert.equal(counted(99, 99), '99+')
})
