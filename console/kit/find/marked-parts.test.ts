import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { markedParts } from './marked-parts.ts'

const shown = (text: string, search: string, named?: string): string =>
  markedParts(text, search, named)
    .map(part => (part.isMarked ? `[${part.text}]` : part.text))
    .join('')

test('what matched is marked: the beginnings of words, whatever their case', () => {
  assert.equal(shown('Grace Hopper', 'HOP gr'), '[Gr]ace [Hop]per')
  assert.equal(shown('#1042', '#1042 status:open'), '[#1042]')
  assert.equal(shown('#1042', '1042'), '#[1042]')
  assert.equal(shown('grace@orders.test', 'grace@ord'), '[grace@ord]ers.test')
  assert.equal(shown('Two words', '"two words"'), '[Two words]')
  assert.equal(shown('Disgrace', 'grace'), 'Disgrace')
  assert.equal(shown('İgrace', 'grace'), 'İgrace')
})

test('what was sought under a name is marked where that is shown, and nowhere else', () => {
  assert.equal(shown('VIP', 'tag:vip', 'tag'), '[VIP]')
  assert.equal(shown('Vip Customer', 'tag:vip'), 'Vip Customer')
  assert.equal(shown('open', 'status:open', 'tag'), 'open')
})

test('nothing is lost or added by the marks', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (text, search) => {
      assert.equal(
        markedParts(text, search)
          .map(part => part.text)
          .join(''),
        text,
      )
    }),
  )
})
