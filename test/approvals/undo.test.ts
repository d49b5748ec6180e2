import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { stage, type Person } from '../till/stage.ts'

const play = await stage()
const [asks, approves] = [await play.join('admin'), await play.join('owner')]
after(() => play[Symbol.asyncDispose]())

const noted = async (person: Person, sale: string, note: string) => {
  const told = await person.ask('POST', '/v1/actions/till.write_note', { sale, note })
  assert.equal(told.status, 200, JSON.stringify(told.body))
  return String(told.body['intent'])
}

const undo = (person: Person, intent: string) => person.ask('POST', `/v1/intents/${intent}/undo`)

test('what was done is taken back, once, under its own record', async () => {
  const sale = play.till.sell('u1')
  sale.note = 'before'
  const intent = await noted(asks, 'u1', 'after')
  const [one, two] = await Promise.all([undo(asks, intent), undo(asks, intent)])
  assert.ok([one.status, two.status].includes(200), JSON.stringify([one, two]))
  const again = await undo(asks, intent)
  assert.equal(again.status, 200)
  assert.equal(sale.note, 'before')
  assert.equal(play.till.ledger.entries({ kind: 'note' }).length, 2)
  const taken = (await asks.ask('GET', `/v1/intents/${String(again.body['intent'])}`)).body
  assert.deepEqual([taken['undoes'], taken['tool']], [intent, 'till.write_note'])
  // The undo is a deed like any other, and can itself be taken back.
  assert.equal((await undo(asks, String(again.body['intent']))).status, 200)
  assert.equal(sale.note, 'after')
})

test('what has changed since is not undone, and what changed is said', async () => {
  const sale = play.till.sell('u2')
  const intent = await noted(asks, 'u2', 'ours')
  sale.note = 'theirs'
  const told = await undo(asks, intent)
  assert.equal(told.status, 409)
  assert.equal(
    told.body['detail'],
    'This has changed since, so it is not undone: note was left as "ours" and is "theirs".',
  )
  assert.equal(sale.note, 'theirs')
  // Back as we left it, the way is free.
  sale.note = 'ours'
  assert.equal((await undo(asks, intent)).status, 200)
  assert.equal(sale.note, '')
})

test('an undo that customers notice waits for a person as its action does, and changes nothing until then', async () => {
  const sale = play.till.sell('u3', 5000)
  const approval = await play.propose(asks.ask, 'till.set_price', { sale: 'u3', price: 4000 })
  await play.say(approves, approval, 'approve')
  await play.shop.until('it costs less', () => sale.price === 4000)
  await play.shop.settle()
  const { intent } = await play.stateOf(asks, approval)
  const told = await undo(asks, String(intent))
  assert.equal(told.status, 202)
  const waiting = String(told.body['approval'])
  assert.deepEqual((await undo(asks, String(intent))).body['approval'], waiting, 'asked twice, it waits once')
  const shown = await play.stateOf(asks, { id: waiting })
  assert.deepEqual(Object(shown['preview']).changes, [{ field: 'price', from: 4000, to: 5000 }])
  assert.equal((await play.say(asks, { id: waiting, hash: String(shown['hash']) }, 'approve')).status, 403)
  // Between the asking and the deciding, somebody else sets a price.
  sale.price = 3000
  const late = await play.say(approves, { id: waiting, hash: String(shown['hash']) }, 'approve')
  assert.equal(late.status, 409)
  assert.equal((await undo(asks, String(intent))).status, 409)
  sale.price = 4000
  const anew = await undo(asks, String(intent))
  const second = await play.stateOf(asks, { id: String(anew.body['approval']) })
  await play.say(approves, { id: String(second['id']), hash: String(second['hash']) }, 'approve')
  await play.shop.until('it costs as before', () => sale.price === 5000)
})

test('what cannot be taken back, was not done, or may not be used by the asker is refused', async () => {
  const sale = play.till.sell('u4')
  const approval = await play.propose(asks.ask, 'till.give_refund', { sale: 'u4', minor: 100 })
  const { intent } = await play.stateOf(asks, approval)
  assert.equal((await undo(asks, String(intent))).status, 409)
  await play.say(approves, approval, 'approve')
  await play.shop.until('it is done', () => sale.refunded === 100)
  await play.shop.settle()
  const told = await undo(asks, String(intent))
  assert.match(String(told.body['detail']), /cannot be taken back/)
  const viewer = await play.join('viewer')
  const note = await noted(asks, 'u4', 'ours')
  assert.equal((await undo(viewer, note)).status, 403)
  assert.equal(sale.note, 'ours')
})
