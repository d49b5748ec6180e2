import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { perform } from '#spine/actions/perform.ts'
import { previewAction } from '#spine/actions/proposals/preview.ts'
import { listUsage } from '#spine/policies/standing.ts'
import { isRefusal } from '#spine/refusal.ts'
import { solutionActor } from '#spine/tenancy/actor.ts'
import { stage } from '../till/stage.ts'
import { holding } from './holding.ts'

const play = await stage()
const [asks, approves] = [await play.join('admin'), await play.join('owner')]
let sales = 0

after(() => play[Symbol.asyncDispose]())
// Counters are of the whole account: each test begins with none.
beforeEach(() => play.alter('delete from cap_usage'))

const sell = (): string => {
  const sale = `p${(sales += 1)}`
  play.till.sell(sale)
  return sale
}
const eur = (minor: number) => ({ minor, currency: 'EUR' })
const small = {
  name: 'small',
  when: { risk: ['money'], moneyAtMost: eur(5000) },
  verdict: { is: 'allow' },
}
const daily = (minor: number) => ({ name: 'daily', per: 'tenant', every: 'day', money: eur(minor) })
const counted = async () => {
  const usage = await play.shop.db.tenant(play.shop.owner.tenantId, tx => listUsage(tx, 50))
  const found = usage.find(({ key }) => key.startsWith('daily'))
  return found && [found.minor, found.held]
}
const refunded = () => [...play.till.sales.values()].reduce((sum, { refunded: minor }) => sum + minor, 0)
const refund = (sale: string, minor: number, actor = play.shop.owner) =>
  perform(play.shop.engine, actor, { tool: 'till.give_refund', input: { sale, minor } })

test('A15: of 200 refunds at once no more leaves the till than the cap lets pass, and every cent is counted', async () => {
  await holding(play.shop, { rules: [small], caps: [daily(100_000)] })
  const before = refunded()
  const all = Array.from({ length: 200 }, (_, at) => ({ sale: sell(), minor: 2000 + ((at * 37) % 3000) }))
  const told = await Promise.allSettled(all.map(({ sale, minor }) => refund(sale, minor)))
  const done = all.filter((_, at) => told[at]?.status === 'fulfilled')
  const sum = done.reduce((total, { minor }) => total + minor, 0)
  assert.ok(sum <= 100_000 && sum > 95_000, `${sum}`)
  assert.equal(refunded() - before, sum)
  assert.deepEqual(await counted(), [sum, 0])
  for (const one of told)
    if (one.status === 'rejected') assert.ok(isRefusal(one.reason) && one.reason.code === 'rate_limited')
})

test('what waits for people is counted when the last of them approves, and not before', async () => {
  await holding(play.shop, { caps: [daily(1000)] })
  const [first, second] = await Promise.all(
    [600, 601].map(minor => play.propose(asks.ask, 'till.give_refund', { sale: sell(), minor })),
  )
  assert.ok(first && second)
  assert.equal(await counted(), undefined)
  assert.equal((await play.say(approves, first, 'approve')).status, 200)
  const full = await play.say(approves, second, 'approve')
  assert.deepEqual([full.status, full.body['code']], [429, 'rate_limited'])
  assert.match(String(full.body['detail']), /at most 10\.00 EUR per day \(6\.00 EUR used\)/)
  assert.equal((await play.stateOf(asks, second))['state'], 'waiting')
  await holding(play.shop, { caps: [daily(2000)] })
  assert.equal((await play.say(approves, second, 'approve')).status, 200)
  await play.shop.until('both are sent', async () => (await counted())?.[1] === 0)
  assert.deepEqual(await counted(), [1201, 0])
})

test('what the platform refuses costs nothing', async () => {
  await holding(play.shop, { rules: [small], caps: [daily(100_000)] })
  play.till.faults.plan({ kind: 'status', status: 404 }, 1, { path: '/refund' })
  await assert.rejects(refund(sell(), 500), { code: 'not_found' })
  assert.deepEqual(await counted(), [0, 0])
})

test('what nobody can tell keeps its share, until a person says that it did not happen', async () => {
  await holding(play.shop, { rules: [small], caps: [daily(100_000)] })
  const sale = sell()
  const receipt = play.till.sales.get(sale) ?? assert.fail()
  play.till.faults.plan({ kind: 'reset-before' }, 1, { path: '/refund' })
  receipt.isSmudged = true
  await assert.rejects(refund(sale, 700), { code: 'unknown_outcome' })
  const open = () =>
    play.shop.db.tenant(play.shop.owner.tenantId, tx =>
      tx.query<{ id: string }>(`select id from intents where state = 'needs_person'`),
    )
  await play.shop.until('a person is needed', async () => (await open()).length === 1)
  assert.deepEqual(await counted(), [700, 1])
  const [intent] = await open()
  const path = `/v1/intents/int_${intent?.id.replaceAll('-', '')}/settle`
  const settled = await asks.ask('POST', path, { outcome: 'did_not_happen', reason: 'I counted.' })
  assert.equal(settled.status, 200, JSON.stringify(settled.body))
  assert.deepEqual(await counted(), [0, 0])
})

test('what the policy forbids, or wants more people for, after it was approved is not sent', async () => {
  for (const verdict of [{ is: 'deny' }, { is: 'approve', approvals: 2 }]) {
    await holding(play.shop, { caps: [daily(100_000)] })
    const sale = sell()
    const approval = await play.propose(asks.ask, 'till.give_refund', { sale, minor: 800 })
    play.till.faults.plan({ kind: 'status', status: 429 }, 1, { path: '/refund' })
    await play.say(approves, approval, 'approve')
    await play.shop.until('it was tried', async () => (await play.intentOf(approval)).attempt === 1)
    await holding(play.shop, { caps: [daily(100_000)], rules: [{ name: 'stricter', verdict }] })
    await play.shop.until('it ended', async () => (await play.intentOf(approval)).state === 'refused')
    assert.match(
      String((await play.stateOf(asks, approval))['says']),
      /The policy has changed since\. .*stricter/,
    )
    assert.equal(play.till.sales.get(sale)?.refunded, 0)
    assert.deepEqual(await counted(), [0, 0])
  }
})

test('a preview tells the verdict upon this very deed', async () => {
  await holding(play.shop, { rules: [small], caps: [daily(1000)] })
  const look = (minor: number) =>
    previewAction(play.shop.engine, play.shop.owner, {
      tool: 'till.give_refund',
      input: { sale: sell(), minor },
      key: 'k',
    }).then(({ policy }) => policy.is)
  assert.deepEqual([await look(1000), await look(1001), await look(5001)], ['allow', 'deny', 'deny'])
})

test('a solution’s refund is decided by what it would really move', async () => {
  await holding(play.shop, { rules: [small], caps: [daily(100_000)] })
  const solution = solutionActor(play.shop.owner.tenantId, 'backorders')
  assert.equal((await refund(sell(), 5000, solution)).is, 'done')
  assert.equal((await refund(sell(), 5001, solution)).is, 'waiting_for_approval')
})
