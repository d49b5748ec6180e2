import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isCertainNo, isNeverSent } from './certain-no.ts'
import { TooLate } from './exchange.ts'

const coded = (code: string, more: object = {}) => Object.assign(new Error(code), { code, ...more })
const fetchFailed = (cause: unknown) => new TypeError('fetch failed', { cause })

const certain = [
  coded('ECONNREFUSED', { syscall: 'connect' }),
  coded('ETIMEDOUT', { syscall: 'connect' }),
  coded('ENOTFOUND', { syscall: 'getaddrinfo' }),
  coded('EAI_AGAIN', { syscall: 'getaddrinfo' }),
  coded('UND_ERR_CONNECT_TIMEOUT'),
  coded('CERT_HAS_EXPIRED'),
  coded('DEPTH_ZERO_SELF_SIGNED_CERT'),
  coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
  coded('ERR_TLS_CERT_ALTNAME_INVALID'),
  new TooLate('too late'),
]
const open = [
  coded('ECONNRESET', { syscall: 'read' }),
  coded('ETIMEDOUT', { syscall: 'read' }),
  coded('EPIPE', { syscall: 'write' }),
  coded('UND_ERR_SOCKET'),
  coded('UND_ERR_HEADERS_TIMEOUT'),
  coded('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'),
  new DOMException('This operation was aborted', 'AbortError'),
  new AggregateError([]),
  new Error('connect'),
  'connect',
  undefined,
]

test('only what failed before a byte was sent was never sent', () => {
  for (const cause of certain) assert.equal(isNeverSent(fetchFailed(cause)), true, String(cause))
  for (const cause of open) assert.equal(isNeverSent(fetchFailed(cause)), false, String(cause))
  const anyOf = (...errors: unknown[][]) => fc.array(fc.constantFrom(...errors.flat()), { minLength: 1 })
  fc.assert(fc.property(anyOf(certain), errors => isNeverSent(fetchFailed(new AggregateError(errors)))))
  fc.assert(
    fc.property(anyOf(certain), anyOf(open), (some, others) => {
      assert.equal(isNeverSent(new AggregateError([...some, ...others])), false)
    }),
  )
})

test('only 4xx without 408, 409 and 425 is a certain no', () => {
  for (let status = 100; status <= 999; status += 1) {
    const isPlain = status >= 400 && status <= 499 && status !== 408 && status !== 409 && status !== 425
    assert.equal(isCertainNo(status), isPlain, String(status))
  }
})
