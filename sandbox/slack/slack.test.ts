import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { z } from 'zod'
import { openLedger } from '../ledger.ts'
import { startSlack } from './slack.ts'
import { Workspace } from './workspace.ts'

const ledger = openLedger()
let clock = 0
const channels = [
  { id: 'C1', name: 'ops' },
  { id: 'C2', name: 'secret', isMember: false },
  { id: 'C3', name: 'old', isArchived: true },
  { id: 'C4', name: 'loud' },
]
const slack = await startSlack({ ledger, channels, limit: { calls: 1, perSeconds: 1, now: () => clock } })
after(() => slack.close())
beforeEach(() => slack.faults.clear())

const message = z.looseObject({ ts: z.string(), text: z.string() })
const reply = z.looseObject({
  ok: z.boolean(),
  error: z.string().optional(),
  ts: z.string().default(''),
  messages: z.array(message).default([]),
  has_more: z.boolean().optional(),
  response_metadata: z.object({ next_cursor: z.string() }).optional(),
})

function call(method: string, body: object, token = slack.token) {
  clock += 1000
  return fetch(`${slack.url}/api/${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  })
}
const ask = async (method: string, body: object, token?: string) => {
  const answer = await call(method, body, token)
  assert.equal(answer.status, 200)
  return reply.parse(await answer.json())
}
const post = (more: object) => ask('chat.postMessage', { channel: 'C1', text: 'hello', ...more })

test('errors are words under status 200', async () => {
  const long = 'x'.repeat(40_001)
  const cases: [string, object][] = [
    ['channel_not_found', { channel: 'C9' }],
    ['channel_not_found', { channel: undefined }],
    ['not_in_channel', { channel: 'C2' }],
    ['is_archived', { channel: 'C3' }],
    ['no_text', { text: '' }],
    ['no_text', { text: undefined, blocks: [] }],
    ['msg_too_long', { text: long }],
    ['invalid_blocks_format', { blocks: 'x' }],
    ['invalid_metadata_format', { metadata: { event_type: 'has space', event_payload: {} } }],
    ['thread_not_found', { thread_ts: '1.000000' }],
  ]
  for (const [error, more] of cases) assert.equal((await post(more)).error, error)
  assert.equal((await ask('chat.postMessage', { channel: 'C1', text: 'x' }, 'xoxb-no')).error, 'invalid_auth')
  assert.equal((await ask('chat.shout', {})).error, 'unknown_method')
  const bare = await fetch(`${slack.url}/api/auth.test`, { method: 'POST' })
  assert.equal(reply.parse(await bare.json()).error, 'not_authed')
  assert.equal(ledger.entries().length, 0)
  assert.equal((await ask('conversations.history', { channel: 'ops' })).error, 'channel_not_found')
  assert.equal((await ask('auth.test', {}))['team_id'], 'T0SANDBOX')
  const scopes = (await call('auth.test', {})).headers.get('x-oauth-scopes')
  assert.equal(scopes, 'chat:write,channels:history,groups:history')
})

test('a missing scope is named', async () => {
  const deaf = await startSlack({ scopes: ['chat:write'] })
  const answer = await fetch(`${deaf.url}/api/conversations.history?channel=C0OPS`, {
    headers: { authorization: `Bearer ${deaf.token}` },
  })
  const said = reply.parse(await answer.json())
  assert.deepEqual([said.error, said['needed']], ['missing_scope', 'channels:history'])
  await deaf.close()
})

test('a thread keeps its metadata, shows it on request, and stays out of the history', async () => {
  const metadata = { event_type: 'case', event_payload: { key: 'act-1' } }
  const parent = await post({ text: 'case', metadata })
  const answer = await post({ channel: '#ops', text: 'more', thread_ts: parent.ts })
  assert.equal(answer['channel'], 'C1')
  assert.equal((await post({ thread_ts: answer.ts })).error, 'cannot_reply_to_message')

  const silent = await ask('conversations.history', { channel: 'C1' })
  assert.deepEqual([silent.messages[0]?.text, silent.messages[0]?.['metadata']], ['case', undefined])
  assert.equal(silent.messages[0]?.['reply_count'], 1)
  const told = await ask('conversations.history', { channel: 'C1', include_all_metadata: true })
  assert.deepEqual(told.messages[0]?.['metadata'], metadata)
  const thread = await ask('conversations.replies', { channel: 'C1', ts: parent.ts })
  assert.deepEqual(
    thread.messages.map(one => one.text),
    ['case', 'more'],
  )
  assert.equal((await ask('conversations.replies', { channel: 'C1', ts: '1.0' })).error, 'thread_not_found')
  assert.equal(ledger.entries({ kind: 'message.posted' })[0]?.key, 'act-1')
})

test('a form is understood as well, with metadata as JSON text', async () => {
  clock += 1000
  const metadata = JSON.stringify({ event_type: 'case', event_payload: { key: 'act-2' } })
  const body = new URLSearchParams({ token: slack.token, channel: 'C1', text: 'form', metadata })
  const answer = await fetch(`${slack.url}/api/chat.postMessage`, { method: 'POST', body })
  assert.equal(reply.parse(await answer.json()).ok, true)
  assert.equal(slack.messages.at(-1)?.metadata?.event_payload['key'], 'act-2')
})

test('history is cut by time and pages by cursor, newest first', async () => {
  const first = await post({ text: 'one' })
  for (const text of ['two', 'three', 'four']) await post({ text })
  const window = { channel: 'C1', oldest: first.ts, limit: 2 }
  const newest = await ask('conversations.history', window)
  assert.deepEqual([newest.messages.map(one => one.text), newest.has_more], [['four', 'three'], true])
  const cursor = newest.response_metadata?.next_cursor
  const rest = await ask('conversations.history', { ...window, cursor })
  assert.deepEqual([rest.messages.map(one => one.text), rest.has_more], [['two'], false])
  const whole = await ask('conversations.history', { channel: 'C1', oldest: first.ts, inclusive: true })
  assert.equal(whole.messages.at(-1)?.text, 'one')
  assert.equal((await ask('conversations.history', { channel: 'C1', cursor: 'x' })).error, 'invalid_cursor')
})

test('each channel takes one message a second; the next is a 429 with Retry-After', async () => {
  const at = (channel: string) => {
    clock -= 1000
    return call('chat.postMessage', { channel, text: 'x' })
  }
  clock += 5000
  const statuses = [(await at('C1')).status, (await at('C4')).status]
  const refused = await at('C1')
  assert.deepEqual([...statuses, refused.status], [200, 200, 429])
  assert.equal(refused.headers.get('retry-after'), '1')
  assert.equal(reply.parse(await refused.json()).error, 'ratelimited')
  clock += 1000
  assert.equal((await at('C1')).status, 200)
})

test('a post whose answer is lost is found through its metadata, also after a restart', async () => {
  slack.faults.plan({ kind: 'reset-after' }, 1, { operation: 'chat.postMessage' })
  const metadata = { event_type: 'case', event_payload: { key: 'lost' } }
  await assert.rejects(call('chat.postMessage', { channel: 'C1', text: 'x', metadata }))
  const seen = await ask('conversations.history', { channel: 'C1', include_all_metadata: true, limit: 1 })
  assert.deepEqual(seen.messages[0]?.['metadata'], metadata)
  const again = await startSlack({ ledger, channels })
  assert.deepEqual(again.messages, slack.messages)
  await again.close()
})

test('no two messages bear the same timestamp, however fast they come', () => {
  const workspace = new Workspace(openLedger(), channels)
  const stamps = Array.from({ length: 500 }, () => workspace.post({ channel: 'C1', text: 'x' }).ts)
  assert.equal(new Set(stamps).size, 500)
  assert.deepEqual(stamps.toSorted(), stamps)
})
