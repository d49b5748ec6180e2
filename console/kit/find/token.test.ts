import assert from 'node:assert/strict'
import test from 'node:test'
import { tokenOf, withToken } from './token.ts'

test('a filter is put among the words of a search and taken out again, and nothing else is touched', () => {
  assert.equal(tokenOf('grace status:open "two words"', 'status'), 'open')
  assert.equal(tokenOf('"status:open"', 'status'), undefined)
  assert.equal(withToken('grace "two  words"', 'status', 'open'), 'grace "two  words" status:open')
  assert.equal(withToken('STATUS:open #1042', 'status', undefined), '#1042')
  assert.equal(withToken('status:open', 'status', 'cancelled'), 'status:cancelled')
})
