import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { holding } from '../policies/holding.ts'
import { stage, type Person } from '../till/stage.ts'

const play = await stage()
const [asks, approves] = [await play.join('admin'), await play.join('owner')]
after(() => play[Symbol.asyncDispose]())

/** Lays refunds of several sales before people. */
async function refunds(asks: Person, sales: readonly string[]): Promise<{ id: string; hash: string }[]> {
  const made: { id: string; hash: string }[] = []
  for (const sale of sales) {
    play.till.sell(sale)
    made.push(await play.propose(asks.ask, 'till.give_refund', { sale, minor: 500 }))
  }
  return made
}

const lay = async (person: Person, approvals: readonly { id: string }[]) =>
  (await person.ask('POST', '/v1/approval-batches', { approvals: approvals.map(({ id }) => id) })).body

const approveAll = (person: Person, approvals: readonly { id: string }[], hash: unknown) =>
  person.ask('POST', '/v1/approval-batches/approve', {
    approvals: approvals.map(({ id }) => id),
    hash,
    reason: 'all as agreed',
  })

const states = (person: Person, approvals: readonly { id: string }[]) =>
  Promise.all(approvals.map(async one => (await play.stateOf(person, one))['state']))

test('a batch shows its money in all, and is approved in whatever order by the hash that was shown', async () => {
  const all = await refunds(asks, ['b1', 'b2', 'b3'])
  const shown = await lay(approves, all)
  assert.deepEqual(shown['money'], { EUR: 1500 })
  assert.equal((await lay(approves, all.toReversed()))['hash'], shown['hash'])
  const told = await approveAll(approves, all.toReversed(), shown['hash'])
  assert.equal(told.status, 200, JSON.stringify(told.body))
  assert.deepEqual(await states(asks, all), ['approved', 'approved', 'approved'])
  assert.equal((await approveAll(approves, all, shown['hash'])).status, 200, 'told twice, it is said twice')
  await play.shop.until('all is done', () =>
    ['b1', 'b2', 'b3'].every(sale => play.till.sales.get(sale)?.refunded === 500),
  )
  await play.shop.settle()
  assert.equal(play.till.refunds(), 3)
})

test('A17: a batch that is not the one that was shown approves nothing', async () => {
  const all = await refunds(asks, ['c1', 'c2', 'c3'])
  const { hash } = await lay(approves, all.slice(0, 2))
  assert.equal((await approveAll(approves, all, hash)).status, 409, 'one was slipped in')
  assert.equal((await approveAll(approves, all.slice(0, 1), hash)).status, 409, 'one was left out')
  assert.equal((await approveAll(approves, [], hash)).status, 422)
  assert.deepEqual(await states(asks, all), ['waiting', 'waiting', 'waiting'])
})

test('one part that waits no more, or was asked for by who approves: nothing of the batch is approved', async () => {
  const all = await refunds(asks, ['d1', 'd2'])
  const [first = assert.fail()] = all
  const { hash } = await lay(approves, all)
  await play.say(approves, first, 'deny')
  const told = await approveAll(approves, all, hash)
  assert.deepEqual(
    [told.status, told.body['detail']],
    [409, 'Sale d1 was denied before; nothing was approved.'],
  )
  const own = await refunds(approves, ['d3'])
  const mixed = [...all.slice(1), ...own]
  const other = await lay(approves, mixed)
  assert.equal((await approveAll(approves, mixed, other['hash'])).status, 403)
  assert.deepEqual(await states(asks, mixed), ['waiting', 'waiting'])
})

test('a part whose facts have changed is withdrawn alone', async () => {
  const all = await refunds(asks, ['e1', 'e2'])
  const { hash } = await lay(approves, all)
  const [changed, same] = [play.till.sales.get('e1'), play.till.sales.get('e2')]
  assert.ok(changed && same)
  changed.price = 1
  changed.refunded = 100
  assert.equal((await approveAll(approves, all, hash)).status, 200)
  await play.shop.until('one is done', () => same.refunded === 500)
  await play.shop.until('the other ended', async () => (await states(asks, all))[0] === 'withdrawn')
  assert.equal(changed.refunded, 100)
})

test('batches that share parts, approved at the same time by two, do each part once', async () => {
  const third = await play.join('admin')
  const all = await refunds(asks, ['g1', 'g2', 'g3', 'g4'])
  const before = play.till.refunds()
  const [some, others] = [all.slice(0, 3), all.slice(1)]
  const [one, two] = [await lay(approves, some), await lay(third, others)]
  const told = await Promise.all([
    ...Array.from({ length: 5 }, () => approveAll(approves, some, one['hash'])),
    ...Array.from({ length: 5 }, () => approveAll(third, others.toReversed(), two['hash'])),
  ])
  assert.ok(
    told.every(({ status }) => status === 200 || status === 409),
    JSON.stringify(told.map(({ status }) => status)),
  )
  await play.shop.settle()
  const approved = (await states(asks, all)).filter(state => state === 'approved').length
  assert.equal(approved, 3)
  assert.equal(play.till.refunds() - before, 3)
})

test('batches and single approvals that move the same caps never wait for each other crosswise', async () => {
  const third = await play.join('admin')
  await holding(play.shop, {
    caps: [
      { name: 'a', per: 'order', every: 'day', count: 1000 },
      { name: 'z', per: 'tenant', every: 'day', count: 10_000 },
    ],
  })
  const sales = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']
  const all = await refunds(asks, sales)
  const again = await Promise.all(
    sales.map(sale => play.propose(asks.ask, 'till.give_refund', { sale, minor: 1 })),
  )
  const { hash } = await lay(approves, all)
  const told = await Promise.all([
    approveAll(approves, all, hash),
    ...again.toReversed().map(one => play.say(third, one, 'approve')),
  ])
  assert.deepEqual(
    told.map(({ status }) => status),
    told.map(() => 200),
    JSON.stringify(told.map(({ body }) => body['detail'])),
  )
})
