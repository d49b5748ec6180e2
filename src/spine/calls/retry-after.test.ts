import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { secondsToWait } from './retry-after.ts'

const now = Date.parse('2026-11-21T00:00:00Z')
const wait = (text: string | undefined, date?: string) =>
  secondsToWait(
    new Headers({
      ...(text !== undefined && { 'retry-after': text }),
      ...(date !== undefined && { date }),
    }),
    now,
  )
const dateOf = (at: number) => new Date(at).toUTCString()

test('Retry-After is understood in every way to say how long', () => {
  const cases: [string | undefined, number][] = [
    ['0', 1],
    ['1', 1],
    [' 7 ', 7],
    ['2.0', 2],
    ['2.4', 3],
    ['3600', 3600],
    ['999999999', 86_400],
    ['Sat, 21 Nov 2026 00:01:00 GMT', 60],
    ['Sat, 21 Nov 2025 00:01:00 GMT', 1],
    ['Sat, 99 Nov 2026 00:01:00 GMT', 5],
    ['Sat, soon GMT', 5],
    ['2026-11-21T00:01:00Z', 5],
    ['soon', 5],
    ['-5', 5],
    ['1e3', 5],
    ['0x10', 5],
    ['Infinity', 5],
    ['3600, 3600', 5],
    ['', 5],
    [undefined, 5],
  ]
  for (const [text, seconds] of cases) assert.equal(wait(text), seconds, String(text))
})

test('a date is held against the clock of who sent it', () => {
  const at = (minutes: number) => dateOf(now + minutes * 60_000)
  assert.equal(wait(at(61), at(60)), 60)
  assert.equal(wait(at(-59), at(-60)), 60)
  assert.equal(wait(at(1), 'yesterday'), 60)
})

test('whatever it says, the wait is whole seconds from one to a day, and no date waits too short', () => {
  const words = fc.oneof(
    fc.string({ unit: fc.integer({ min: 32, max: 126 }).map(code => String.fromCharCode(code)) }),
    fc.double().map(String),
    fc.integer().map(String),
    fc.constantFrom('', 'NaN', '١'),
  )
  fc.assert(
    fc.property(words, text => {
      const headers = new Headers()
      // What no header can carry need not be understood.
      if (/^[\x20-\x7e]*$/.test(text)) headers.set('retry-after', text)
      const seconds = secondsToWait(headers, now)
      return Number.isInteger(seconds) && seconds >= 1 && seconds <= 86_400
    }),
  )
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 86_400 }), seconds => {
      assert.equal(wait(String(seconds)), seconds)
      assert.equal(wait(dateOf(now + seconds * 1000)), seconds)
    }),
  )
})
