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

test('Times go by the clock that was chosen, else by that of the language', () => {
  const night = new Date('2026-11-14T00:05:00Z')
  const says = (locale: string, hours: '12' | '24' | null) => formats(locale, 'UTC', hours).moment(night)
  assert.deepEqual([says('en-US', null), says('de', null)], ['Nov 14, 2026, 12:05 AM', '14.11.2026, 00:05'])
  assert.equal(says('en-US', '24'), 'Nov 14, 2026, 00:05')
  assert.equal(says('en-GB', '12'), '14 Nov 2026, 12:05 am')
})
