import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { matches } from '../matching.ts'
import { convert, moneyInWords } from '../money.ts'

const rates = { base: 'EUR', worth: { USD: '0.92', JPY: '0.0061', KWD: '3', HUF: '0.0025' } }

test('A16: money is converted at the stored rate, with each currency’s own digits, and rounded up', () => {
  assert.equal(convert({ minor: 100, currency: 'USD' }, 'EUR', rates), 92)
  assert.equal(convert({ minor: 101, currency: 'USD' }, 'EUR', rates), 93)
  assert.equal(convert({ minor: 1000, currency: 'JPY' }, 'EUR', rates), 610)
  assert.equal(convert({ minor: 610, currency: 'EUR' }, 'JPY', rates), 1000)
  assert.equal(convert({ minor: 1000, currency: 'KWD' }, 'EUR', rates), 300)
  assert.equal(convert({ minor: 1, currency: 'JPY' }, 'USD', rates), 1)
})

test('A16: what cannot be known is not guessed', () => {
  assert.equal(convert({ minor: 1, currency: 'CHF' }, 'EUR', rates), undefined)
  assert.equal(convert({ minor: 1, currency: 'CHF' }, 'EUR', undefined), undefined)
  assert.equal(convert({ minor: 1, currency: 'toString' }, 'EUR', rates), undefined)
  assert.equal(convert({ minor: 0.5, currency: 'EUR' }, 'EUR', rates), undefined)
  assert.equal(convert({ minor: Number.MAX_SAFE_INTEGER, currency: 'JPY' }, 'KWD', rates), undefined)
  assert.equal(convert({ minor: -5, currency: 'CHF' }, 'EUR', rates), 0)
})

test('A15: splitting an amount never makes it smaller', () => {
  const minor = fc.nat({ max: 1_000_000 })
  const currency = fc.constantFrom('EUR', 'USD', 'JPY', 'KWD', 'HUF')
  fc.assert(
    fc.property(minor, minor, currency, currency, (one, other, from, to) => {
      const of = (amount: number) => convert({ minor: amount, currency: from }, to, rates) ?? NaN
      assert.ok(of(one) + of(other) >= of(one + other))
    }),
  )
})

test('money is written with the digits of its currency', () => {
  const words = [
    moneyInWords({ minor: 5, currency: 'EUR' }),
    moneyInWords({ minor: -1234, currency: 'USD' }),
    moneyInWords({ minor: 1234, currency: 'JPY' }),
    moneyInWords({ minor: 1234, currency: 'KWD' }),
  ]
  assert.deepEqual(words, ['0.05 EUR', '-12.34 USD', '1234 JPY', '1.234 KWD'])
})

test('a star stands for any text, as a regular expression would have it', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 })
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 6 })
  fc.assert(
    fc.property(pattern, word, (form, text) => {
      const expected = new RegExp(`^${form.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(text)
      assert.equal(matches(form, text), expected, `${form} ${text}`)
    }),
    { numRuns: 5000 },
  )
})
