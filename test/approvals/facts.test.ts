import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { stage } from '../till/stage.ts'

const play = await stage()
const [asks, approves] = [await play.join('admin'), await play.join('owner')]
after(() => play[Symbol.asyncDispose]())

test('A17: facts that changed before the approval withdraw it, and say how', async () => {
  const sale = play.till.sell('f1')
  const approval = await play.propose(asks.ask, 'till.give_refund', { sale: 'f1', minor: 500 })
  sale.refunded = 200
  const told = await play.say(approves, approval, 'approve')
  assert.equal(told.status, 409)
  assert.equal(told.body['detail'], 'The facts have changed: refunded was 0 → 500 and is 200 → 700.')
  assert.equal((await play.stateOf(asks, approval))['state'], 'withdrawn')
  // Asked for anew, it is another deed, of the facts as they are.
  const anew = await play.propose(asks.ask, 'till.give_refund', { sale: 'f1', minor: 500 })
  assert.notEqual(anew.hash, approval.hash)
  await play.shop.settle()
  assert.equal(sale.refunded, 200)
})

test('A17: facts that changed after the approval, before the sending, withdraw it', async () => {
  const sale = play.till.sell('f2')
  const approval = await play.propose(asks.ask, 'till.give_refund', { sale: 'f2', minor: 500 })
  // The till is looked at for the approval, and again for the sending: then somebody else was quicker.
  play.till.faults.plan({ kind: 'status', status: 429 }, 1, { path: '/refund' })
  await play.say(approves, approval, 'approve')
  await play.shop.until('it was tried', async () => (await play.intentOf(approval)).attempt === 1)
  sale.refunded = 200
  await play.shop.until('it ended', async () => (await play.intentOf(approval)).state === 'refused')
  const shown = await play.stateOf(asks, approval)
  assert.deepEqual([shown['state'], /200 → 700/.test(String(shown['says']))], ['withdrawn', true])
  assert.equal(sale.refunded, 200)
})

test('a sale that is gone withdraws what was asked for it', async () => {
  play.till.sell('f3')
  const approval = await play.propose(asks.ask, 'till.give_refund', { sale: 'f3', minor: 500 })
  play.till.sales.delete('f3')
  const told = await play.say(approves, approval, 'approve')
  assert.deepEqual([told.status, told.body['detail']], [409, 'The till knows no such sale.'])
})

test('a platform that does not answer is waited for: nothing is withdrawn, and nothing sent unseen', async () => {
  const sale = play.till.sell('f4')
  const approval = await play.propose(asks.ask, 'till.give_refund', { sale: 'f4', minor: 500 })
  play.till.faults.plan({ kind: 'status', status: 500 }, 2, { path: '/sale/f4' })
  const told = await play.say(approves, approval, 'approve')
  assert.deepEqual([told.status, told.body['state']], [200, 'approved'])
  await play.shop.until('it is done after all', () => sale.refunded === 500)
})
