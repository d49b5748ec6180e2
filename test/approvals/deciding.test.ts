import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { removeMember } from '#spine/tenancy/members.ts'
import { stage, uuid } from '../till/stage.ts'

const play = await stage()
const [asks, approves, third] = [await play.join('admin'), await play.join('owner'), await play.join('owner')]
after(() => play[Symbol.asyncDispose]())

test('what waits shows the difference, the money, who is told, what cannot be undone, and why it waits', async () => {
  play.till.sell('s-shown', 4200)
  const preview = await asks.ask(
    'POST',
    '/v1/actions/till.give_refund/preview',
    { sale: 's-shown', minor: 300 },
    { 'idempotency-key': 'k1' },
  )
  assert.equal(preview.status, 200)
  const told = await asks.ask(
    'POST',
    '/v1/actions/till.give_refund',
    { sale: 's-shown', minor: 300 },
    { 'idempotency-key': 'k1' },
  )
  const shown = await play.stateOf(asks, { id: String(told.body['approval']) })
  assert.deepEqual(shown['preview'], {
    subject: 's-shown',
    title: 'Sale s-shown',
    changes: [{ field: 'refunded', from: 0, to: 300 }],
    money: { minor: 300, currency: 'EUR' },
    customer: 's-shown@example.com',
    recipients: ['s-shown@example.com'],
    irreversible: ['Money that was given back is not fetched again.'],
  })
  assert.match(String(shown['because']), /money/)
  assert.equal(shown['state'], 'waiting')
  assert.equal(shown['hash'], preview.body['hash'], 'what was previewed is what waits')
  assert.equal(play.till.refunds(), 0)
})

test('approved by another, it is done once; told again, it is said again; denied by a third, it is too late', async () => {
  play.till.sell('s1')
  const approval = await play.propose(asks.ask, 'till.give_refund', { sale: 's1', minor: 500 })
  const first = await play.say(approves, approval, 'approve')
  assert.deepEqual([first.status, first.body['state']], [200, 'approved'])
  const again = await play.say(approves, approval, 'approve')
  assert.deepEqual([again.status, again.body['state']], [200, 'approved'])
  assert.equal((await play.say(third, approval, 'deny')).status, 409)
  await play.shop.until('the money is back', () => play.till.refunds() > 0)
  await play.shop.settle()
  assert.equal(play.till.sales.get('s1')?.refunded, 500)
  const shown = await play.stateOf(asks, approval)
  assert.deepEqual(
    [shown['decisions']].flat().map(one => [Object(one).member, Object(one).verdict, Object(one).reason]),
    [[approves.id, 'approve', 'as agreed']],
  )
})

test('A18: nobody decides upon their own request, nor upon that of their key; a key decides upon nothing', async () => {
  play.till.sell('s2')
  const own = await play.propose(asks.ask, 'till.give_refund', { sale: 's2', minor: 500 })
  const key = await play.keyOf(asks)
  const ofKey = await play.propose(key, 'till.give_refund', { sale: 's2', minor: 501 })
  for (const approval of [own, ofKey])
    for (const verdict of ['approve', 'deny'] as const) {
      const told = await play.say(asks, approval, verdict)
      assert.equal(told.status, 403)
      assert.match(String(told.body['detail']), /somebody else must/)
    }
  const others = { ...approves, ask: await play.keyOf(approves) }
  const byKey = await play.say(others, own, 'approve')
  assert.equal(byKey.status, 403)
  assert.match(String(byKey.body['detail']), /signed in/)
  const agent = await play.join('agent')
  assert.equal((await play.say(agent, own, 'approve')).status, 403)
  await play.shop.settle()
  assert.equal(play.till.sales.get('s2')?.refunded, 0)
})

test('a denied request is not done, and may be asked for anew', async () => {
  play.till.sell('s3')
  const before = await play.propose(asks.ask, 'till.give_refund', { sale: 's3', minor: 500 })
  const told = await play.say(approves, before, 'deny')
  assert.deepEqual([told.status, told.body['state'], told.body['says']], [200, 'denied', 'Denied: as agreed'])
  assert.equal((await play.say(approves, before, 'approve')).status, 409)
  const anew = await play.propose(asks.ask, 'till.give_refund', { sale: 's3', minor: 500 })
  assert.notEqual(anew.id, before.id)
  await play.shop.settle()
  assert.equal(play.till.sales.get('s3')?.refunded, 0)
})

test('A17: another hash than that of what waits decides nothing', async () => {
  play.till.sell('s4')
  const approval = await play.propose(asks.ask, 'till.give_refund', { sale: 's4', minor: 500 })
  const told = await play.say(approves, { ...approval, hash: '0'.repeat(64) }, 'approve')
  assert.equal(told.status, 409)
  assert.equal((await play.stateOf(asks, approval))['state'], 'waiting')
})

test('A18: what was approved by two, of two who signed in a moment ago, is done; by one it is not', async () => {
  play.till.sell('s6')
  const approval = await play.propose(asks.ask, 'till.shred_receipt', { sale: 's6' })
  const shown = await play.stateOf(asks, approval)
  assert.deepEqual([shown['needed'], shown['needs_fresh_sign_in']], [2, true])
  const one = await play.say(approves, approval, 'approve')
  assert.deepEqual([one.status, one.body['state']], [200, 'waiting'])
  assert.equal(
    (await play.say(approves, approval, 'approve')).body['state'],
    'waiting',
    'twice by one is once',
  )
  await play.alter(
    `update sessions set created_at = created_at - interval '16 minutes' where member_id = $1`,
    [uuid(third.id)],
  )
  const stale = await play.say(third, approval, 'approve')
  assert.equal(stale.status, 403)
  assert.match(String(stale.body['detail']), /sign in again/)
  await play.shop.settle()
  assert.ok(play.till.sales.has('s6'))
  await play.alter(`update sessions set created_at = now() where member_id = $1`, [uuid(third.id)])
  assert.equal((await play.say(third, approval, 'approve')).body['state'], 'approved')
  await play.shop.until('it is shredded', () => !play.till.sales.has('s6'))
})

test('A18: the word of a member who left does not count', async () => {
  const leaver = await play.join('admin')
  play.till.sell('s7')
  const approval = await play.propose(asks.ask, 'till.shred_receipt', { sale: 's7' })
  await play.say(leaver, approval, 'approve')
  await play.shop.db.tenant(play.shop.owner.tenantId, tx => removeMember(tx, play.shop.owner, leaver.id))
  assert.equal((await play.say(approves, approval, 'approve')).body['state'], 'waiting')
  await play.shop.settle()
  assert.ok(play.till.sales.has('s7'))
})
