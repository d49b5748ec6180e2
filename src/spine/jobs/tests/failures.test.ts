import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { listDeadJobs, reviveJob } from '../dead.ts'
import { Again, backoffSeconds } from '../job.ts'
import { queue, until, type Queue } from '../../../../test/waiting/queue.ts'

test('a job that failed eight times is laid aside with its reason, and revived exactly once', async () => {
  await using q = await queue()
  let runs = 0
  let isMended = false
  const jobs = await q.worker({
    work: async () => {
      runs += 1
      if (!isMended) throw new Error('The shelf \0 fell down.')
    },
  })
  await q.add({ queue: 'work', lane: 'shelf', data: { shelf: 7 } })
  const [dead] = await hurriedUntilDead(q, 1)
  assert.ok(dead)
  assert.deepEqual(
    [dead.queue, dead.lane, dead.data, dead.tries, dead.reason],
    ['work', 'shelf', { shelf: 7 }, 8, 'The shelf  fell down.'],
  )
  assert.equal(runs, 8)
  assert.equal(q.errors.length, 8)

  isMended = true
  const revivals = await Promise.allSettled(
    Array.from({ length: 10 }, () =>
      q.house.db.tenant(q.house.tenantId, tx => reviveJob(tx, jobs.add, dead.id)),
    ),
  )
  const refused = revivals.filter(one => one.status === 'rejected')
  assert.equal(refused.length, 9)
  for (const { reason } of refused) assert.match(String(reason), /not_found/)
  await until('the revived job ran', () => runs === 9)
  await until('it was done', async () => (await unfinished(q)).length === 0)
  assert.equal(runs, 9)
  assert.deepEqual(await deadJobs(q), [])
})

test('being called again is no failure, however often', async () => {
  await using q = await queue()
  const tries: number[] = []
  await q.worker({
    actions: async job => {
      tries.push(job.tries)
      if (tries.length <= 10) throw new Again(0)
      if (tries.length <= 12) throw new Error('A failure after much patience.')
    },
  })
  await q.add({ queue: 'actions', lane: 'one', data: {} })
  await until('it is done', async () => {
    await q.hurry()
    return tries.length >= 13 && (await unfinished(q)).length === 0
  })
  assert.deepEqual(tries, [...Array.from({ length: 11 }, () => 0), 1, 2])
  assert.deepEqual(await deadJobs(q), [])
  assert.equal(q.errors.length, 2)
})

test('a job that cannot be laid aside disturbs none of its neighbours', async () => {
  await using q = await queue()
  // Its eighth failure cannot be written down, for there is no such account.
  const nobody = '00000000-0000-4000-8000-000000000000'
  await q.add({ queue: 'work', lane: 'a', data: {} }, nobody)
  await q.house.asOwner('update pgboss.job set started_on = now(), retry_count = 6')
  await q.add({ queue: 'work', lane: 'b', data: {} })
  const runs: string[] = []
  const wasTried = () => q.errors.some(({ error }) => String(error).includes('foreign key'))
  await q.worker({
    work: async ({ tenantId }) => {
      if (tenantId === nobody) throw new Error('Nobody owns this.')
      runs.push(tenantId)
      await until('the other could not be laid aside', wasTried)
    },
  })
  let states: unknown[] = []
  await until('the neighbour is done, and nothing in hand', async () => {
    states = (await q.rows()).map(({ state }) => state)
    return states.includes('completed') && !states.includes('active')
  })
  assert.deepEqual(runs, [q.house.tenantId])
  // It is kept, and does not come back at once.
  assert.deepEqual(new Set(states), new Set(['completed', 'retry']))
})

test('jobs added in a transaction that is rolled back never existed', async () => {
  await using q = await queue()
  const ran: unknown[] = []
  const jobs = await q.worker({ work: async job => void ran.push(job.data['name']) })
  const { db, tenantId } = q.house
  await assert.rejects(
    db.tenant(tenantId, async tx => {
      await jobs.add(tx, [{ queue: 'work', lane: 'a', tenantId, data: { name: 'never' } }])
      throw new Error('The order was not saved.')
    }),
    /not saved/,
  )
  await q.add({ queue: 'work', lane: 'b', data: { name: 'saved' } })
  await until('the saved one ran', () => ran.length > 0)
  assert.deepEqual(ran, ['saved'])
  assert.equal((await q.rows()).length, 1)
})

test('back-off is whole seconds, evenly from 0 to the exponential bound, at most ten minutes', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 1_000_000 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (tries, random) => {
        const seconds = backoffSeconds(tries, () => random)
        const bound = Math.min(600, 2 ** Math.min(tries, 30))
        assert.ok(Number.isInteger(seconds) && seconds >= 0 && seconds <= bound)
        assert.equal(seconds, Math.ceil(random * bound))
      },
    ),
  )
})

async function unfinished(q: Queue): Promise<Record<string, unknown>[]> {
  return (await q.rows()).filter(({ state }) => state !== 'completed')
}

function deadJobs(q: Queue) {
  return q.house.db.tenant(q.house.tenantId, tx => listDeadJobs(tx, { limit: 10 }))
}

async function hurriedUntilDead(q: Queue, count: number) {
  await until(`${count} jobs are laid aside`, async () => {
    await q.hurry()
    return (await deadJobs(q)).length === count
  })
  return deadJobs(q)
}
