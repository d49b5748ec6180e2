import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { amountSaid, decimalOf, moneyOf } from './money.ts'

const currency = fc.constantFrom('EUR', 'USD', 'JPY', 'KWD', 'KRW', 'CHF')

test('an amount that is written is read as it was', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), currency, (minor, code) => {
      assert.deepEqual(moneyOf(decimalOf({ minor, currency: code }), code), { minor, currency: code })
    }),
  )
})

test('amounts are read by their currency, exactly', () => {
  assert.deepEqual(moneyOf('0.1', 'EUR'), { minor: 10, currency: 'EUR' })
  assert.deepEqual(moneyOf('1000.0', 'JPY'), { minor: 1000, currency: 'JPY' })
  assert.deepEqual(moneyOf('1.2345', 'KWD'), undefined)
  assert.deepEqual(moneyOf('-3.50', 'USD'), { minor: -350, currency: 'USD' })
  assert.deepEqual(moneyOf('4503599627370497.23', 'EUR')?.minor, undefined)
  for (const nonsense of ['', '.5', '1,50', '1e3', 'NaN', '--1', ' 1'])
    assert.equal(moneyOf(nonsense, 'EUR'), undefined)
  assert.equal(moneyOf('1', 'euro'), undefined)
  assert.equal(amountSaid({ minor: -5, currency: 'EUR' }), '-0.05 EUR')
})
