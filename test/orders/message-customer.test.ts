import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Client } from 'pg'
import { stepIntent } from '#spine/actions/execute.ts'
import { stage, uuid } from '../till/stage.ts'

const play = await stage()
const [asks, approves] = [await play.join('admin'), await play.join('owner')]
after(() => play[Symbol.asyncDispose]())

const sent = () =>
  play.shop.gorgias.tickets.flatMap(one => one.messages.filter(({ channel }) => channel === 'email'))

let tickets = 0
async function ticket(): Promise<string> {
  const made = await play.shop.act('gorgias.create_ticket', {
    customer: 'ann@example.com',
    subject: 'Where is it?',
    body: 'She asked.',
    reference: `ticket ${(tickets += 1)}`,
  })
  return String(made['ticket'])
}

const wish = (of: string) => ({
  ticket: of,
  customer: 'ann@example.com',
  text: 'It leaves on Friday.\n<b>Promised</b>',
  reference: 'friday',
})

/** Asked for and agreed to: now the half minute runs. */
async function agreed(of: string): Promise<{ intent: string; id: string }> {
  const approval = await play.propose(asks.ask, 'gorgias.message_customer', wish(of))
  const said = await play.say(approves, approval, 'approve')
  assert.equal(said.status, 200, JSON.stringify(said.body))
  const { intent } = await play.stateOf(asks, approval)
  return { intent: String(intent), id: approval.id }
}

async function asDatabaseOwner(sql: string, values: readonly unknown[]): Promise<void> {
  const client = new Client({ connectionString: play.shop.databaseUrl })
  await client.connect()
  await client.query(sql, [...values]).finally(() => client.end())
}

/** Turns the clock of one decision back. */
async function halfAMinuteLater({ intent, id }: { intent: string; id: string }): Promise<void> {
  const earlier = (column: string) => `set ${column} = ${column} - interval '31 seconds'`
  await asDatabaseOwner(`update approval_decisions ${earlier('decided_at')} where approval_id = $1`, [
    uuid(id),
  ])
  await asDatabaseOwner(`update intents ${earlier('created_at')} where id = $1`, [uuid(intent)])
}

/** What its job does at its time, done now. */
const step = ({ intent }: { intent: string }) =>
  stepIntent(play.shop.engine, play.shop.owner.tenantId, uuid(intent))

test('a message that people agreed to can be called back, and then nobody gets it', async () => {
  const one = await agreed(await ticket())
  await play.shop.settle()
  const before_ = sent().length
  const asked = await asks.ask('GET', `/v1/intents/${one.intent}`)
  assert.equal(asked.body['state'], 'waiting', JSON.stringify(asked.body))
  const told = await asks.ask('POST', `/v1/intents/${one.intent}/undo`)
  assert.equal(told.status, 200, JSON.stringify(told.body))
  assert.deepEqual(told.body['output'], { isCalledBack: true })
  await halfAMinuteLater(one)
  await step(one)
  assert.equal(sent().length, before_)
  assert.equal((await asks.ask('GET', `/v1/intents/${one.intent}`)).body['state'], 'refused')
  // What was never sent may be wished again.
  const again = await asks.ask('POST', `/v1/intents/${one.intent}/undo`)
  assert.equal(again.status, 409)
})

test('A23: after half a minute it is sent once, to the customer of the ticket, and stays sent', async () => {
  const of = await ticket()
  const one = await agreed(of)
  const before_ = sent().length
  assert.equal((await step(one)).is, 'again')
  await play.shop.settle()
  assert.equal(sent().length, before_, 'not before its time')
  // Asked again meanwhile, it says when.
  const told = await asks.ask('POST', '/v1/actions/gorgias.message_customer', wish(of))
  assert.equal(told.status, 202, JSON.stringify(told.body))
  assert.ok(Date.parse(String(told.body['sendsAt'])) > Date.now())
  await halfAMinuteLater(one)
  assert.equal((await step(one)).is, 'done')
  assert.equal((await step(one)).is, 'done')
  const [message, ...more] = sent().slice(before_)
  assert.equal(more.length, 0)
  assert.deepEqual(message?.source?.to, [{ address: 'ann@example.com' }])
  assert.equal(message?.body_html, 'It leaves on Friday.<br>&lt;b&gt;Promised&lt;/b&gt;')
  const undone = await asks.ask('POST', `/v1/intents/${one.intent}/undo`)
  assert.match(String(undone.body['detail']), /cannot be taken back/)
})

test("nobody but the ticket's customer is written to", async () => {
  const other = { ...wish(await ticket()), customer: 'eve@example.com' }
  const told = await asks.ask('POST', '/v1/actions/gorgias.message_customer', other)
  assert.match(String(told.body['detail']), /is not about eve@example.com/)
})
