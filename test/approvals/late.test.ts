import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { stepIntent } from '#spine/actions/execute.ts'
import { stage, uuid } from '../till/stage.ts'

const play = await stage()
const [asks, approves] = [await play.join('admin'), await play.join('owner')]
after(() => play[Symbol.asyncDispose]())

test('after its time it can neither be approved nor sent', async () => {
  play.till.sell('s5')
  const late = await play.propose(asks.ask, 'till.give_refund', { sale: 's5', minor: 500 })
  await play.alter(`update approvals set expires_at = clock_timestamp() where id = $1`, [uuid(late.id)])
  const told = await play.say(approves, late, 'approve')
  assert.deepEqual([told.status, told.body['detail']], [409, 'Nobody decided within 24 hours.'])
  assert.equal((await play.stateOf(asks, late))['state'], 'expired')

  // Approved in time, but the platform would have none of it until it was too late.
  const slow = await play.propose(asks.ask, 'till.give_refund', { sale: 's5', minor: 501 })
  play.till.faults.plan({ kind: 'status', status: 429 }, 1, { path: '/refund' })
  await play.say(approves, slow, 'approve')
  await play.shop.until('it was tried', async () => (await play.intentOf(slow)).attempt === 1)
  await play.alter(`update approvals set expires_at = clock_timestamp() where id = $1`, [uuid(slow.id)])
  await play.shop.until('it ended', async () => (await play.intentOf(slow)).state === 'refused')
  assert.equal((await play.stateOf(asks, slow))['state'], 'expired')
  assert.equal(play.till.sales.get('s5')?.refunded, 0)
})

test('what nobody decides upon ends by itself, by a job of the day after', async () => {
  play.till.sell('s8')
  const approval = await play.propose(asks.ask, 'till.give_refund', { sale: 's8', minor: 500 })
  const { id } = await play.intentOf(approval)
  const waiting = () =>
    play.shop.db.across(tx =>
      tx.query<{ late: number }>(
        `select extract(epoch from start_after - now())::int as late from pgboss.job
          where name = 'actions' and data->'data'->>'intent' = $1`,
        [id],
      ),
    )
  const [job] = await waiting()
  assert.ok(job && Math.abs(job.late - 24 * 60 * 60) < 60)
  const step = () => stepIntent(play.shop.engine, play.shop.owner.tenantId, id)
  await step()
  assert.equal((await play.intentOf(approval)).state, 'proposed')
  await play.alter(`update approvals set expires_at = clock_timestamp() where id = $1`, [uuid(approval.id)])
  await step()
  assert.equal((await play.intentOf(approval)).state, 'refused')
  assert.equal((await play.stateOf(asks, approval))['state'], 'expired')
})

test('what the platform cannot show is laid before nobody', async () => {
  play.till.sell('s9')
  play.till.faults.plan({ kind: 'status', status: 500 }, 1, { path: '/sale/s9' })
  const told = await asks.ask('POST', '/v1/actions/till.give_refund', { sale: 's9', minor: 500 })
  assert.equal(told.status, 503)
  const unknown = await asks.ask('POST', '/v1/actions/till.give_refund', { sale: 'no such', minor: 500 })
  assert.equal(unknown.status, 404)
})
