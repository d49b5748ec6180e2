import assert from 'node:assert/strict'
import test from 'node:test'
import { lostOf, type Answered, type Kept } from './facts.ts'

const body = (order: number, second: number, more = '') =>
  `{"id":${order},"admin_graphql_api_id":"gid://shopify/Order/${order}","updated_at":"2026-11-21T12:00:0${second}Z"${more}}`
const webhook = (id: string, order: number, second = 1): Answered => ({
  topic: 'orders/updated',
  body: body(order, second, ',"note":"told"'),
  headers: { 'x-shopify-event-id': id },
  answeredAt: 1000,
})
const row = (order: number, second: number, at: number, event_id: string | null = null): Kept => ({
  event_id,
  topic: 'orders/updated',
  body: body(order, second),
  at,
})

test('a webhook is kept by its own row, and by what the scan had stored of its fact before the answer', () => {
  assert.deepEqual(lostOf([webhook('a', 1)], [row(1, 1, 900, 'a')]), [])
  assert.deepEqual(lostOf([webhook('a', 1)], [row(1, 1, 900)]), [])
})

test('a webhook is lost when nothing, another version, or another order is stored, or its fact came after the answer', () => {
  const never = ['orders/updated a: never stored']
  assert.deepEqual(lostOf([webhook('a', 1)], []), never)
  assert.deepEqual(lostOf([webhook('a', 1)], [row(1, 2, 900)]), never)
  assert.deepEqual(lostOf([webhook('a', 1)], [row(2, 1, 900)]), never)
  assert.deepEqual(lostOf([webhook('a', 1)], [row(1, 1, 1040)]), ['orders/updated a: stored 40 ms too late'])
  assert.deepEqual(lostOf([webhook('a', 1)], [{ ...row(1, 1, 900, 'b'), topic: 'orders/create' }]), never)
})
