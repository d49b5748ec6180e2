import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sayValue } from './in-words.ts'

test('money is said in its currency, everything else as it is', () => {
  const said = (value: unknown) => sayValue(value).replaceAll('\u00a0', ' ')
  assert.equal(said({ minor: 1234, currency: 'EUR' }), 'EUR 12.34')
  assert.equal(said({ currency: 'JPY', minor: 1500 }), 'JPY 1,500')
  assert.deepEqual([said(1234), said('a'), said(null), said(undefined)], ['1234', '"a"', 'null', 'nothing'])
  assert.equal(said({ minor: 1, currency: 'EUR', of: 'two' }), '{"currency":"EUR","minor":1,"of":"two"}')
})
