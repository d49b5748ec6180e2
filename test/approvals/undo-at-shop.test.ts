import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { stage } from '../till/stage.ts'

const play = await stage()
const asks = await play.join('admin')
after(() => play[Symbol.asyncDispose]())

const address = { address1: 'Hauptplatz 2', city: 'Wien', zip: '1010', country: 'AT', firstName: 'Ada' }

const orders = () => play.shop.shopify.shop.orders

const place = () =>
  orders().place({
    lines: [{ sku: 'CUP', quantity: 1, price: 1000 }],
    tags: ['vip', 'Zebra'],
    note: 'Ring twice',
  })

const done = async (tool: string, input: unknown): Promise<string> => {
  const told = await asks.ask('POST', `/v1/actions/shopify.${tool}`, input)
  assert.equal(told.status, 200, JSON.stringify(told.body))
  return String(told.body['intent'])
}

const undo = (intent: string) => asks.ask('POST', `/v1/intents/${intent}/undo`)

test('tags and a note of an order are taken back as they were', async () => {
  const order = place()
  const tagged = await done('change_tags', { order: order.id, add: ['late', 'Apology'], remove: ['zebra'] })
  const noted = await done('set_note', { order: order.id, note: 'Leave at the door\nthen ring' })
  // The platform's own taste is nobody's change.
  orders().update(order.id, { tags: order.tags.toSorted(), note: 'Leave at the door\r\nthen ring\r\n' })
  for (const intent of [tagged, noted]) assert.equal((await undo(intent)).status, 200)
  assert.deepEqual([order.tags.toSorted(), order.note], [['Zebra', 'vip'], 'Ring twice'])
})

test('what somebody changed at the shop since stays, and is named', async () => {
  const order = place()
  const tagged = await done('change_tags', { order: order.id, add: ['late'], remove: [] })
  const noted = await done('set_note', { order: order.id, note: 'Ours' })
  orders().update(order.id, { tags: ['vip', 'Zebra', 'theirs'], note: 'Theirs' })
  const [tags, note] = [await undo(tagged), await undo(noted)]
  assert.deepEqual([tags.status, note.status], [409, 409])
  assert.match(String(tags.body['detail']), /changed since.*tag late/)
  assert.match(String(note.body['detail']), /changed since/)
  assert.deepEqual([order.tags.includes('theirs'), order.note], [true, 'Theirs'])
  // What was added beside ours is not ours to mind.
  orders().update(order.id, { tags: ['vip', 'Zebra', 'theirs', 'late'] })
  assert.equal((await undo(tagged)).status, 200)
  assert.deepEqual(order.tags.toSorted(), ['Zebra', 'theirs', 'vip'])
})

test('an address goes back by the approval that the change itself took', async () => {
  const order = place()
  const first = order.shippingAddress
  const approves = await play.join('owner')
  const decided = async (id: string) => {
    const shown = await play.stateOf(asks, { id })
    const told = await play.say(approves, { id, hash: String(shown['hash']) }, 'approve')
    assert.equal(told.status, 200, JSON.stringify(told.body))
    await play.shop.until('it is done', async () => (await play.intentOf({ id })).state === 'succeeded')
    return String(shown['intent'])
  }
  const { id } = await play.propose(asks.ask, 'shopify.change_shipping_address', { order: order.id, address })
  const intent = await decided(id)
  assert.equal(order.shippingAddress?.city, 'Wien')
  const back = await undo(intent)
  assert.equal(back.status, 202, JSON.stringify(back.body))
  await decided(String(back.body['approval']))
  assert.deepEqual(order.shippingAddress, first)
})
