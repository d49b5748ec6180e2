import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Faults } from './faults.ts'

const reset = { kind: 'reset-after' } as const
const error = { kind: 'status', status: 500 } as const

test('planned faults come in order, as often as planned, and only where they match', () => {
  const faults = new Faults()
  faults.plan(reset, 2, { path: '/api/tickets*' })
  faults.plan(error, 1, { operation: 'orderCancel' })
  faults.plan({ kind: 'html' }, 1, { path: '/api' })
  assert.equal(faults.next('/other'), undefined)
  assert.equal(faults.next('/api/ticket'), undefined)
  assert.equal(faults.next('/graphql', 'orderUpdate'), undefined)
  assert.deepEqual(faults.next('/graphql', 'orderCancel'), error)
  assert.deepEqual(faults.next('/api/tickets'), reset)
  assert.deepEqual(faults.next('/api/tickets/4'), reset)
  assert.equal(faults.next('/api/tickets/4'), undefined)
  assert.deepEqual(faults.next('/api'), { kind: 'html' })
})

test('a share strikes about as often as it says, the same way for the same seed', () => {
  const strikes = (seed: number) => {
    const faults = new Faults()
    faults.percent(reset, 0.3, {}, seed)
    return Array.from({ length: 2000 }, () => faults.next('/') !== undefined)
  }
  const struck = strikes(7).filter(Boolean).length
  assert.ok(struck > 500 && struck < 700, `${struck} of 2000`)
  assert.deepEqual(strikes(7), strikes(7))
  assert.notDeepEqual(strikes(7), strikes(8))
})

test('a share of 0 never strikes, of 1 always, and clearing ends both', () => {
  const faults = new Faults()
  faults.percent(reset, 0)
  faults.percent(error, 1)
  assert.deepEqual(faults.next('/'), error)
  faults.plan(reset)
  faults.clear()
  assert.equal(faults.next('/'), undefined)
})

test('an early step takes only the faults that name it', () => {
  const faults = new Faults()
  faults.plan(reset)
  faults.plan(error, 1, { operation: 'RCPT', path: 'a@x.example' })
  assert.equal(faults.nextAimed('b@x.example', 'RCPT'), undefined)
  assert.deepEqual(faults.nextAimed('a@x.example', 'RCPT'), error)
  assert.equal(faults.nextAimed('a@x.example', 'RCPT'), undefined)
  assert.deepEqual(faults.next('a@x.example', 'DATA'), reset)
})
