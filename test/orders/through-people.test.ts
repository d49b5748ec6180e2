import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Shopify } from '#src/connectors/shopify/connector.ts'
import { orderDeeds } from '../conformance/rigs/shopify-deeds.ts'
import type { Deed } from '../conformance/rig.ts'
import { stage } from '../till/stage.ts'

const play = await stage()
const [asks, approves] = [await play.join('admin'), await play.join('owner')]
play.shop.shopify.shop.addVariant({ sku: 'MUG', stock: { Main: 1000 } })
const deeds: Readonly<Record<string, Deed>> = orderDeeds(play.shop.shopify)
after(() => play[Symbol.asyncDispose]())

interface Asked {
  readonly waited: boolean
  readonly intent: string
}

/** Asks by HTTP; where it waits for a person, that person agrees. Returns when it was done. */
async function agreed(path: string, body?: unknown): Promise<Asked> {
  const told = await asks.ask('POST', path, body, { 'idempotency-key': crypto.randomUUID() })
  if (told.status === 200) return { waited: false, intent: String(told.body['intent']) }
  assert.equal(told.status, 202, JSON.stringify(told.body))
  const id = String(told.body['approval'])
  const shown = await play.stateOf(asks, { id })
  const said = await play.say(approves, { id, hash: String(shown['hash']) }, 'approve')
  assert.equal(said.status, 200, JSON.stringify(said.body))
  await play.shop.until(`${path} is done`, async () => (await play.intentOf({ id })).state === 'succeeded')
  const { intent } = await play.stateOf(asks, { id })
  return { waited: true, intent: String(intent) }
}

const grave = new Set(['customer', 'money', 'irreversible'])

for (const { action, undo } of Shopify.provides.filter(
  one => !['read', 'personal'].includes(one.action.risk),
))
  test(`${action.name} is done as its risk allows, once, and ${undo ? 'taken back' : 'never taken back'}`, async () => {
    const deed = deeds[action.name]
    assert.ok(deed?.leaves)
    const done = () => play.shop.shopify.ledger.entries({ kind: deed.leaves ?? '' }).length
    const input = await deed.input()
    const [before_, count] = [deed.state?.(input), done()]
    const { waited, intent } = await agreed(`/v1/actions/shopify.${action.name}`, input)
    assert.equal(waited, grave.has(action.risk))
    assert.equal(done() - count, 1)
    const path = `/v1/intents/${intent}/undo`
    if (!undo) {
      const told = await asks.ask('POST', path)
      assert.equal(told.body['code'], 'unsupported', JSON.stringify(told.body))
      return
    }
    await agreed(path)
    assert.deepEqual(deed.state?.(input), before_)
  })

test('A15: money that others gave back between the yes and the doing is not given back again', async () => {
  const { shop } = play.shop.shopify
  const order = shop.orders.place({ lines: [{ sku: 'MUG', quantity: 2, price: 1000 }] })
  const amount = { minor: 1500, currency: 'EUR' }
  const wish = { order: order.id, amount, reference: 'late' }
  const approval = await play.propose(asks.ask, 'shopify.refund_order', wish)
  const shown = await play.stateOf(asks, approval)
  assert.deepEqual(Object(shown['preview']).money, amount)
  shop.orders.refund(order.id, 'MUG', 1)
  const said = await play.say(approves, approval, 'approve')
  assert.equal(said.status, 409, JSON.stringify(said.body))
  assert.equal(order.refunds.length, 1)
})

test('A14: the same refund asked for twice is one', async () => {
  const { shop } = play.shop.shopify
  const order = shop.orders.place({ lines: [{ sku: 'MUG', quantity: 2, price: 1000 }] })
  const wish = { order: order.id, amount: { minor: 500, currency: 'EUR' }, reference: 'twice' }
  const [one, two] = await Promise.all([
    play.propose(asks.ask, 'shopify.refund_order', wish),
    play.propose(asks.ask, 'shopify.refund_order', wish),
  ])
  assert.equal(one.id, two.id)
  await play.say(approves, one, 'approve')
  await play.shop.until('it is given back', () => order.refunds.length > 0)
  await play.shop.settle()
  const again = await asks.ask('POST', '/v1/actions/shopify.refund_order', wish)
  assert.equal(again.status, 200)
  assert.deepEqual(
    order.refunds.map(refund => refund.minor),
    [500],
  )
})
