import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failure, refusalOf } from './answers.ts'

const write = { verb: 'POST', method: 'chat.postMessage', args: {} } as const
const coded = (code: string, more: object = {}) => Object.assign(new Error(code), { code, ...more })
const fetchFailed = (cause: unknown) => new TypeError('fetch failed', { cause })

test('only what failed before a byte was sent is a certain no', () => {
  const refused = coded('ECONNREFUSED', { syscall: 'connect' })
  for (const cause of [
    refused,
    coded('CERT_HAS_EXPIRED'),
    coded('UND_ERR_CONNECT_TIMEOUT'),
    new AggregateError([refused]),
  ])
    assert.equal(failure(write, fetchFailed(cause)).code, 'unavailable')
  for (const cause of [
    coded('ECONNRESET'),
    new AggregateError([]),
    new AggregateError([refused, coded('EPIPE')]),
    1,
  ])
    assert.equal(failure(write, fetchFailed(cause)).code, 'unknown_outcome')
})

test('a word of Slack is passed on only where it is a word', () => {
  const reply = { status: 200, headers: new Headers(), text: '' }
  assert.match(refusalOf(write, reply, 'message_too_odd').says, /message_too_odd/)
  assert.equal(refusalOf(write, reply, 'xoxb-1234 is bad').says, 'Slack refused it.')
})
