import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Client } from 'pg'
import { stepIntent } from '#spine/actions/execute.ts'
import { stage, uuid, type Person, type Stage } from '../till/stage.ts'

let play: Stage
let [asks, approves]: Person[] = []

before(async () => {
  play = await stage()
  asks = await play.join('admin')
  approves = await play.join('owner')
})
after(() => play[Symbol.asyncDispose]())

const people = (): [Person, Person] => [asks ?? assert.fail(), approves ?? assert.fail()]
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
  const [ask, agree] = people()
  const approval = await play.propose(ask.ask, 'gorgias.message_customer', wish(of))
  const said = await play.say(agree, approval, 'approve')
  assert.equal(said.status, 200, JSON.stringify(said.body))
  const { intent } = await play.stateOf(ask, approval)
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
  const [ask] = people()
  const one = await agreed(await ticket())
  await play.shop.settle()
  const before_ = sent().length
  const asked = await ask.ask('GET', `/v1/intents/${one.intent}`)
  assert.equal(asked.body['state'], 'waiting', JSON.stringify(asked.body))
  const told = await ask.ask('POST', `/v1/intents/${one.intent}/undo`)
  assert.equal(told.status, 200, JSON.stringify(told.body))
  assert.deepEqual(told.body['output'], { isCalledBack: true })
  await halfAMinuteLater(one)
  await step(one)
  assert.equal(sent().length, before_)
  assert.equal((await ask.ask('GET', `/v1/intents/${one.intent}`)).body['state'], 'refused')
  // What was never sent may be wished again.
  const again = await ask.ask('POST', `/v1/intents/${one.intent}/undo`)
  assert.equal(again.status, 409)
})

test('A23: after half a minute it is sent once, to the customer of the ticket, and stays sent', async () => {
  const [ask] = people()
  const of = await ticket()
  const one = await agreed(of)
  const before_ = sent().length
  assert.equal((await step(one)).is, 'again')
  await play.shop.settle()
  assert.equal(sent().length, before_, 'not before its time')
  // Asked again meanwhile, it says when.
  const told = await ask.ask('POST', '/v1/actions/gorgias.message_customer', wish(of))
  assert.equal(told.status, 202, JSON.stringify(told.body))
  assert.ok(Date.parse(String(told.body['sendsAt'])) > Date.now())
  await halfAMinuteLater(one)
  assert.equal((await step(one)).is, 'done')
  assert.equal((await step(one)).is, 'done')
  const [message, ...more] = sent().slice(before_)
  assert.equal(more.length, 0)
  assert.deepEqual(message?.source?.to, [{ address: 'ann@example.com' }])
  assert.equal(message?.body_html, 'It leaves on Friday.<br>&lt;b&gt;Promised&lt;/b&gt;')
  const undone = await ask.ask('POST', `/v1/intents/${one.intent}/undo`)
  assert.match(String(undone.body['detail']), /cannot be taken back/)
})

test("nobody but the ticket's customer is written to", async () => {
  const [ask] = people()
  const other = { ...wish(await ticket()), customer: 'eve@example.com' }
  const told = await ask.ask('POST', '/v1/actions/gorgias.message_customer', other)
  assert.match(String(told.body['detail']), /is not about eve@example.com/)
})
