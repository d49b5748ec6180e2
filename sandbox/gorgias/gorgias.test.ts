import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { openLedger } from '../ledger.ts'
import { about, callsTo, incoming, note, problem } from './calls.ts'
import { startGorgias } from './gorgias.ts'

const ledger = openLedger()
const desk = await startGorgias({ ledger, limit: { calls: 1000, perSeconds: 1 } })
after(() => desk.close())
beforeEach(() => desk.faults.clear())

const { ask, ticketOf, listOf } = callsTo(desk)
const written = () => ledger.entries().length

const mail = {
  ...incoming,
  from_agent: true,
  sender: { email: desk.email },
  receiver: { email: 'ann@shop.example' },
  source: { from: { address: desk.email }, to: [{ address: 'ann@shop.example' }] },
}

test('only the right e-mail and key open the account', async () => {
  assert.equal((await ask('GET', '/api/account')).status, 200)
  const wrong = ['', `Basic ${btoa('desk@sandbox.example:no')}`, 'Bearer gorgias-key']
  for (const authorization of wrong) {
    const answer = await fetch(`${desk.url}/api/account`, { headers: { authorization } })
    assert.equal(answer.status, 401)
    assert.equal(problem.parse(await answer.json()).error.msg, 'Unauthorized.')
  }
})

test('a ticket with a note keeps its external id, customer and tags; a repeated POST makes a second one', async () => {
  const body = about('bob@shop.example', {
    subject: 'Short',
    external_id: 'case-1',
    tags: [{ name: 'a' }, { name: 'a' }],
  })
  const answer = await ask('POST', '/api/tickets', body)
  assert.equal(answer.status, 201)
  const first = await ticketOf(Promise.resolve(answer))
  assert.deepEqual([first.external_id, first.subject, first.status], ['case-1', 'Short', 'open'])
  assert.deepEqual([first.customer?.email, first.tags], ['bob@shop.example', [{ name: 'a' }]])
  assert.deepEqual([first.messages[0]?.public, first.messages[0]?.sender.email], [false, desk.email])
  const second = await ticketOf(ask('POST', '/api/tickets', body))
  assert.notEqual(second.id, first.id)
  assert.equal(second.customer?.id, first.customer?.id)
  const entries = ledger.entries({ platform: 'gorgias', kind: 'ticket.created' })
  assert.deepEqual(entries.map(one => one.key).slice(-2), ['case-1', 'case-1'])
  assert.equal(desk.tickets.at(-1)?.id, second.id)
})

test('what the platform refuses leaves nothing behind', async () => {
  const bad: [string, unknown][] = [
    ['not JSON', '{'],
    ['no messages', { subject: 'x' }],
    ['empty messages', { messages: [] }],
    ['unknown field', about('c@x.example', { idempotency_key: 'x' })],
    ['unknown channel', { messages: [{ ...note, channel: 'pigeon' }] }],
    ['via missing', { messages: [{ channel: 'api', from_agent: true, body_text: 'x' }] }],
    ['from_agent missing', { messages: [{ channel: 'api', via: 'api', body_text: 'x' }] }],
    ['no body', { messages: [{ ...note, body_text: '' }] }],
    ['incoming note', { messages: [{ ...incoming, channel: 'internal-note' }] }],
    ['public note', { messages: [{ ...note, public: true }] }],
    ['incoming without sender', { messages: [{ ...incoming, sender: null }] }],
    ['incoming with receiver', { messages: [{ ...incoming, receiver: { email: 'd@x.example' } }] }],
    ['an agent nobody knows', { messages: [{ ...mail, sender: { email: 'ann@shop.example' } }] }],
    ['mail without a route', { messages: [{ ...mail, source: null }] }],
    ['mail to nobody', { messages: [{ ...mail, source: { ...mail.source, to: [] } }] }],
    ['unknown customer id', { messages: [{ ...incoming, sender: { id: 99_999 } }] }],
    ['second message wrong', about('new@x.example', { messages: [note, { ...note, body_text: null }] })],
    ['long external id', about('new@x.example', { external_id: 'x'.repeat(256) })],
  ]
  const before = written()
  for (const [name, body] of bad) {
    const answer = await ask('POST', '/api/tickets', body)
    assert.equal(answer.status, 400, name)
    problem.parse(await answer.json())
  }
  assert.equal((await ask('GET', '/api/tickets/99999')).status, 404)
  assert.equal((await ask('POST', '/api/tickets/99999/messages', note)).status, 404)
  assert.equal((await ask('DELETE', '/api/tickets')).status, 405)
  assert.equal((await ask('GET', '/api/nothing')).status, 404)
  assert.equal(written(), before)
})

test('messages: incoming ones make the customer, outgoing mail is delivered unless already sent', async () => {
  const { id, customer } = await ticketOf(ask('POST', '/api/tickets', { messages: [incoming] }))
  assert.equal(customer?.email, 'Ann@shop.example')
  const delivered = () => ledger.entries({ kind: 'message.delivered' }).length
  const before = delivered()
  assert.equal(
    (await ask('POST', `/api/tickets/${id}/messages`, { ...mail, external_id: 'm-1' })).status,
    201,
  )
  assert.equal(delivered(), before + 1)
  await ask('POST', `/api/tickets/${id}/messages`, { ...mail, sent_datetime: '2026-01-01T00:00:00Z' })
  await ask('POST', `/api/tickets/${id}/messages`, { ...note, external_id: 'n-1' })
  assert.equal(delivered(), before + 1)
  const all = await listOf(`/api/tickets/${id}/messages`)
  assert.deepEqual(
    all.data.map(one => one['external_id']).toSorted((a, b) => String(a).localeCompare(String(b))),
    ['m-1', 'n-1', null, null],
  )
  assert.equal((await ticketOf(ask('GET', `/api/tickets/${id}`))).messages.length, 4)
})

test('a ticket is closed, reopened and tagged', async () => {
  const { id } = await ticketOf(
    ask('POST', '/api/tickets', about('dan@shop.example', { tags: [{ name: 'a' }] })),
  )
  const answer = await ask('PUT', `/api/tickets/${id}`, { status: 'closed' })
  const closed = await ticketOf(Promise.resolve(answer))
  assert.deepEqual([answer.status, closed.status, closed.closed_datetime !== null], [202, 'closed', true])
  assert.equal((await ask('PUT', `/api/tickets/${id}`, { status: 'solved' })).status, 400)
  assert.equal((await ask('POST', `/api/tickets/${id}/tags`, { names: ['b'] })).status, 201)
  const open = await ticketOf(ask('PUT', `/api/tickets/${id}`, { status: 'open' }))
  assert.deepEqual([open.closed_datetime, open.tags], [null, [{ name: 'a' }, { name: 'b' }]])
  await ask('PUT', `/api/tickets/${id}/tags`, { names: ['c'] })
  assert.deepEqual(await (await ask('GET', `/api/tickets/${id}/tags`)).json(), [{ name: 'c' }])
})

test('a write whose answer is lost has happened once, and can be found through the list', async () => {
  desk.faults.plan({ kind: 'reset-after' }, 1, { path: '/api/tickets' })
  await assert.rejects(ask('POST', '/api/tickets', about('fay@shop.example', { external_id: 'lost' })))
  const { data } = await listOf('/api/tickets?limit=1')
  assert.equal(data[0]?.['external_id'], 'lost')
  desk.faults.plan({ kind: 'throttled' })
  assert.equal((await ask('GET', '/api/account')).status, 429)
  desk.faults.plan({ kind: 'reset-before' })
  const before = written()
  await assert.rejects(ask('POST', '/api/tickets', about('fay@shop.example')))
  assert.equal(written(), before)
})

test('a desk started again on the same ledger knows everything, and goes on counting', async () => {
  const again = await startGorgias({ ledger })
  assert.deepEqual(again.tickets, desk.tickets)
  const { id } = await callsTo(again).ticketOf(
    callsTo(again).ask('POST', '/api/tickets', about('bob@shop.example')),
  )
  assert.equal(id, desk.tickets.length + 1)
  await again.close()
})
