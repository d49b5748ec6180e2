import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failure, refusalOf } from './answers.ts'

const write = { method: 'POST', path: '/tickets' } as const
const coded = (code: string, more: object = {}) => Object.assign(new Error(code), { code, ...more })
const fetchFailed = (cause: unknown) => new TypeError('fetch failed', { cause })

test('only what failed before a byte was sent is a certain no', () => {
  const certain = [
    coded('ECONNREFUSED', { syscall: 'connect' }),
    coded('ENOTFOUND', { syscall: 'getaddrinfo' }),
    coded('UND_ERR_CONNECT_TIMEOUT'),
    coded('CERT_HAS_EXPIRED'),
    coded('DEPTH_ZERO_SELF_SIGNED_CERT'),
    new AggregateError([
      coded('ETIMEDOUT', { syscall: 'connect' }),
      coded('EHOSTUNREACH', { syscall: 'connect' }),
    ]),
  ]
  const open = [
    coded('ECONNRESET', { syscall: 'read' }),
    coded('EPIPE', { syscall: 'write' }),
    coded('UND_ERR_SOCKET'),
    coded('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'),
    new AggregateError([coded('ECONNREFUSED', { syscall: 'connect' }), coded('ECONNRESET')]),
    new AggregateError([]),
    'a string',
  ]
  for (const cause of certain)
    assert.equal(failure(write, fetchFailed(cause)).code, 'unavailable', String(cause))
  for (const cause of open)
    assert.equal(failure(write, fetchFailed(cause)).code, 'unknown_outcome', String(cause))
  for (const cause of open)
    assert.equal(failure({ method: 'GET', path: '/' }, fetchFailed(cause)).code, 'unavailable')
})

test('the platform’s reason is told in one short line without our secrets', () => {
  const text = JSON.stringify({ error: { msg: `key s3cret-key is\nbad ${'x'.repeat(300)}` } })
  const refusal = refusalOf(write, { status: 400, headers: new Headers(), text }, ['s3cret-key'])
  assert.match(refusal.says, /^Gorgias refused it: key … is n?bad x+$/)
  assert.ok(refusal.says.length < 240)
})
