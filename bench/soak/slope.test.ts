import assert from 'node:assert/strict'
import test from 'node:test'
import { slopeOf } from './slope.ts'

const noisy = (slope: number) =>
  Array.from({ length: 40 }, (_, minute) => ({ minute, value: 120 + slope * minute + (minute % 2) * 3 }))

test('a rise is found under noise, and none where there is none', () => {
  assert.ok(Math.abs(slopeOf(noisy(1.5)) - 1.5) < 0.05)
  assert.ok(Math.abs(slopeOf(noisy(0))) < 0.05)
  assert.ok(slopeOf(noisy(-2)) < -1.9)
})

test('what has one moment, or none, does not rise', () => {
  assert.equal(slopeOf([]), 0)
  assert.equal(slopeOf([{ minute: 1, value: 5 }]), 0)
})
