import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { terminal } from '../cli-terminal.ts'
import { stage, type Person } from '../till/stage.ts'

const play = await stage()
const [asks, approves] = [await play.join('admin'), await play.join('owner')]
after(() => play[Symbol.asyncDispose]())

/** A note of which nobody can tell whether it was written: the answer was lost, and the roll is smudged. */
async function unclear(sale: string): Promise<string> {
  play.till.sell(sale).isSmudged = true
  play.till.faults.plan({ kind: 'reset-before' }, 1, { path: '/note' })
  const told = await asks.ask('POST', '/v1/actions/till.write_note', { sale, note: 'x' })
  const id = /int_[0-9a-f]{32}/.exec(String(told.body['detail']))?.[0]
  const find = async () => {
    const listed = await asks.ask('GET', '/v1/intents?state=needs_person&limit=1')
    const [first] = [listed.body['data']].flat()
    return Object(Object(first).input).sale === sale ? String(Object(first).id) : undefined
  }
  await play.shop.until('it needs a person', async () => (await find()) !== undefined)
  return id ?? (await find()) ?? assert.fail()
}

const settle = (person: Person, intent: string, body: unknown) =>
  person.ask('POST', `/v1/intents/${intent}/settle`, body)

test('what nobody can tell is listed with its evidence, and settled by a person', async () => {
  const intent = await unclear('t1')
  const shown = (await asks.ask('GET', `/v1/intents/${intent}`)).body
  assert.deepEqual([shown['state'], shown['evidence']], ['needs_person', 'The roll of t1 is smudged.'])
  const flawed = await settle(asks, intent, {
    outcome: 'happened',
    reason: 'I saw it',
    output: { was: 'much' },
  })
  assert.equal(flawed.status, 422)
  const key = await play.keyOf(asks)
  assert.equal(
    (await settle({ ...asks, ask: key }, intent, { outcome: 'did_not_happen', reason: 'x' })).status,
    403,
  )
  const agent = await play.join('agent')
  assert.equal((await settle(agent, intent, { outcome: 'did_not_happen', reason: 'x' })).status, 403)
  const told = await settle(asks, intent, {
    outcome: 'happened',
    reason: 'I saw it',
    output: { was: 0, before: '' },
  })
  assert.deepEqual([told.status, told.body['state']], [200, 'succeeded'])
  assert.equal(told.body['evidence'], 'The roll of t1 is smudged. A person said: I saw it')
  assert.equal((await settle(asks, intent, { outcome: 'did_not_happen', reason: 'x' })).status, 409)
  const audit = await asks.ask('GET', '/v1/audit?limit=1')
  const [last] = [audit.body['data']].flat()
  assert.deepEqual(
    [Object(last).deed, Object(last).outcome, Object(last).actor],
    ['intent.settled', 'happened', `member ${asks.id}`],
  )
})

test('what did not happen may be asked for anew; what is looked at again finds its own end', async () => {
  const lost = await unclear('t2')
  const told = await settle(asks, lost, { outcome: 'did_not_happen', reason: 'the roll is empty' })
  assert.equal(told.body['state'], 'refused')
  const blurred = await unclear('t3')
  const sale = play.till.sales.get('t3') ?? assert.fail()
  sale.isSmudged = false
  await settle(asks, blurred, { outcome: 'look_again', reason: 'I cleaned it' })
  // Found missing twice, it is written after all, under its own key.
  await play.shop.until('it is written', () => sale.note === 'x')
  await play.shop.settle()
  assert.equal((await asks.ask('GET', `/v1/intents/${blurred}`)).body['state'], 'succeeded')
})

test('the command line lists, shows, settles, decides and undoes', async () => {
  const { run } = terminal(play.shop)
  const intent = await unclear('t4')
  assert.match((await run('writes', 'list', '--state', 'needs_person')).out, /The roll of t4 is smudged/)
  const done = await run(
    'writes',
    'settle',
    intent,
    '--outcome',
    'happened',
    '--reason',
    'seen',
    '--output',
    '{"was":0,"before":""}',
  )
  assert.match(done.out, /state: succeeded/)
  assert.equal((await run('writes', 'settle', intent, '--outcome', 'perhaps', '--reason', 'x')).code, 2)

  const sale = play.till.sell('t5')
  const approval = await play.propose(asks.ask, 'till.give_refund', { sale: 't5', minor: 700 })
  assert.match((await run('approvals', 'list')).out, /Sale t5/)
  const shown = await run('approvals', 'show', approval.id)
  assert.match(shown.out, /"refunded"/)
  assert.ok(shown.out.includes(approval.hash))
  const decide = (verdict: string, as: string, of = approval) =>
    run('approvals', verdict, of.id, '--as', as, '--hash', of.hash, '--reason', 'by telephone')
  assert.equal((await decide('approve', asks.email)).code, 3)
  assert.equal((await decide('approve', 'nobody@mugs.test')).code, 1)
  assert.match((await decide('approve', approves.email)).out, /state: approved/)
  await play.shop.until('it is done', () => sale.refunded === 700)

  const grave = await play.propose(asks.ask, 'till.shred_receipt', { sale: 't5' })
  const stale = await decide('approve', approves.email, grave)
  assert.deepEqual([stale.code, /sign in again/.test(stale.err)], [3, true])
  assert.match((await decide('deny', approves.email, grave)).out, /state: denied/)

  const own = await run('--json', 'actions', 'run', 'till.give_refund', '--input', '{"sale":"t5","minor":1}')
  const id = String(Object(JSON.parse(own.out)).waiting)
  const { hash } = await play.stateOf(asks, { id })
  assert.equal(
    (await decide('approve', approves.email, { id, hash: String(hash) })).code,
    3,
    'asked for at the machine',
  )

  await run('actions', 'run', 'till.write_note', '--input', '{"sale":"t5","note":"n"}')
  const written = String(Object(JSON.parse((await run('--json', 'writes', 'list')).out))[0].id)
  assert.equal((await run('undo', written)).code, 0)
  assert.equal(sale.note, '')
})
