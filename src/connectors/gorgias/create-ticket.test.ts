import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { type GorgiasSandbox, startGorgias } from '#sandbox/gorgias/gorgias.ts'
import { Faults } from '#sandbox/faults.ts'
import { json, startHttp } from '#sandbox/http.ts'
import type { Attempt } from '#spine/connections/provided.ts'
import { openAccount } from '../../../test/conformance/account.ts'
import { gorgiasAddMessage } from './add-message.ts'
import { ask, type GorgiasAccount } from './client.ts'
import { gorgiasCreateTicket } from './create-ticket.ts'

const credentials = { domain: 'sandbox', email: 'desk@sandbox.example', apiKey: 'gk-0a9b8c7d6e5f' }
const input = {
  customer: 'Ann@example.com',
  subject: 'Waiting',
  body: 'a < b & "c"\nd',
  tags: ['x', 'y'],
  reference: 'case-1',
}
let desk: GorgiasSandbox
let account: GorgiasAccount
before(async () => {
  desk = await startGorgias({ ...credentials, limit: { calls: 100_000, perSeconds: 1 } })
  account = openAccount(credentials, { origin: desk.url })
})
after(() => desk.close())

const attempt = (key: string): Attempt => ({ key, since: new Date().toISOString() })
const probe = (given: object, one: Attempt, at = account) => gorgiasCreateTicket.probe?.(given, at, one)
const Ticket = z.object({ ticket: z.string(), url: z.string() })

test('A20: the ticket is the customer’s, its first message a note of ours, and the text stays text', async () => {
  const made = Ticket.parse(
    await gorgiasCreateTicket.run({ ...input, customerName: 'Ann' }, account, attempt('k1')),
  )
  assert.equal(made.url, `https://sandbox.gorgias.com/app/ticket/${made.ticket}`)
  const ticket = desk.tickets.find(one => String(one.id) === made.ticket)
  const [note] = ticket?.messages ?? []
  assert.deepEqual(
    [ticket?.customer?.email, ticket?.customer?.name, ticket?.external_id, ticket?.tags, ticket?.meta],
    ['Ann@example.com', 'Ann', 'k1', [{ name: 'x' }, { name: 'y' }], { reference: 'case-1' }],
  )
  assert.deepEqual(
    [note?.channel, note?.public, note?.from_agent, note?.sender.email, note?.external_id],
    ['internal-note', false, true, credentials.email, 'k1'],
  )
  assert.equal(note?.body_html, 'a &lt; b &amp; &quot;c&quot;<br>d')
})

test('a key too long for external_id is found again by its digest', async () => {
  const long = attempt('k'.repeat(300))
  const output = await gorgiasCreateTicket.run(input, account, long)
  assert.deepEqual(await probe(input, long), {
    is: 'applied',
    output,
    evidence: (await probe(input, long))?.evidence,
  })
  assert.equal((await probe(input, attempt('k'.repeat(301))))?.is, 'absent')
})

test('the ticket is found behind a hundred newer ones, and whatever the case of the address', async () => {
  const first = attempt('behind')
  await gorgiasCreateTicket.run(input, account, first)
  for (let n = 0; n < 105; n += 1) await gorgiasCreateTicket.run(input, account, attempt(`later-${n}`))
  assert.equal((await probe({ ...input, customer: 'ann@EXAMPLE.com' }, first))?.is, 'applied')
})

test('an address that is nobody’s first is looked for among all recent tickets', async () => {
  const one = attempt('second-address')
  await gorgiasCreateTicket.run(input, account, one)
  assert.equal((await probe({ ...input, customer: 'nobody@example.com' }, one))?.is, 'applied')
})

test('two tickets with our key, or two messages, are for a person', async () => {
  const one = attempt('twice')
  const made = Ticket.parse(await gorgiasCreateTicket.run(input, account, one))
  await gorgiasCreateTicket.run(input, account, one)
  assert.equal((await probe(input, one))?.is, 'ambiguous')
  const message = { ticket: made.ticket, body: 'b', reference: 'r' }
  const two = attempt('twice-message')
  for (let n = 0; n < 2; n += 1) await gorgiasAddMessage.run(message, account, two)
  assert.equal((await gorgiasAddMessage.probe?.(message, account, two))?.is, 'ambiguous')
})

test('lists without an end are given up, and then a person decides', async t => {
  const row = {
    id: 1,
    email: input.customer,
    external_id: null,
    status: 'open',
    created_datetime: '2999-01-01T00:00:00',
  }
  let asked = 0
  const endless = await startHttp({
    faults: new Faults(),
    route: async () => json(200, { data: [row], meta: { next_cursor: `c${(asked += 1)}` } }),
  })
  t.after(() => endless.close())
  const elsewhere = openAccount(credentials, { origin: endless.url })
  assert.equal((await probe(input, attempt('k'), elsewhere))?.is, 'ambiguous')
  const message = { ticket: '1', body: 'b', reference: 'r' }
  assert.equal((await gorgiasAddMessage.probe?.(message, elsewhere, attempt('k')))?.is, 'ambiguous')
  assert.ok(asked < 100)
})

test('a list that leads back to itself, and tickets older than the intent, end the search', async () => {
  const row = {
    id: 1,
    email: input.customer,
    external_id: null,
    status: 'open',
    created_datetime: '2019-01-01T00:00:00',
  }
  const round = await startHttp({
    faults: new Faults(),
    route: async () => json(200, { data: [row], meta: { next_cursor: 'same' } }),
  })
  const elsewhere = openAccount(credentials, { origin: round.url })
  assert.equal((await probe(input, attempt('k'), elsewhere))?.is, 'absent')
  assert.ok(elsewhere.pace.taken.length < 6)
  await round.close()
})

test('what is no ticket number never reaches a path', async () => {
  for (const ticket of ['1/../2', '', ' 1', '1?x', '9'.repeat(16)]) {
    const run = async () =>
      gorgiasAddMessage.run({ ticket, body: 'b', reference: 'r' }, account, attempt('k'))
    await assert.rejects(run, ticket === '' ? { name: 'ZodError' } : { code: 'invalid_input' })
  }
})

test('the pace learns from every answer that tells, and from no nonsense', async () => {
  const told = openAccount(credentials, { origin: desk.url })
  await ask(told, { method: 'GET', path: '/account' }, z.unknown())
  assert.equal(told.pace.learned[0]?.capacity, 100_000)
  for (const header of ['10/0', 'much', '1/2/3']) {
    const headers = { 'x-gorgias-account-api-call-limit': header }
    desk.faults.plan({ kind: 'status', status: 200, body: '{}', headers })
    await ask(told, { method: 'GET', path: '/account' }, z.unknown())
  }
  assert.equal(told.pace.learned.length, 1)
})

test('an allowance that cannot be written down does not make a done write look undone', async () => {
  const pace = {
    take: async () => {},
    learn: async () => Promise.reject(new Error('down')),
    pause: async () => Promise.reject(new Error('down')),
  }
  const lame: GorgiasAccount = { ...account, credentials, pace }
  assert.ok(await gorgiasCreateTicket.run(input, lame, attempt('lame')))
  desk.faults.plan({ kind: 'status', status: 429 })
  await assert.rejects(gorgiasCreateTicket.run(input, lame, attempt('lame2')), { code: 'rate_limited' })
})

test('a deactivated account is told, and the public address is taken where there is no other', async () => {
  const { Gorgias } = await import('./connector.ts')
  desk.faults.plan({
    kind: 'status',
    status: 200,
    body: '{"domain":"x","deactivated_datetime":"2026-01-01"}',
  })
  assert.equal((await Gorgias.check(account)).warnings?.length, 1)
  for (const domain of ['evil.com/', 'a.b', 'A', 'a#', '']) {
    assert.ok(!Gorgias.credentials.safeParse({ ...credentials, domain }).success, domain)
  }
})
