import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { queue, until } from '../../../../test/waiting/queue.ts'
import type { Job, JobWork } from '../job.ts'

/** Work that notices company in its lane. */
function watched(pause: (job: Job) => Promise<unknown>) {
  const begun: { lane: string; at: unknown }[] = []
  const running = new Set<string>()
  const clashes: string[] = []
  let most = 0
  const work: JobWork = async job => {
    const lane = String(job.lane)
    if (running.has(lane)) clashes.push(lane)
    running.add(lane)
    most = Math.max(most, running.size)
    begun.push({ lane, at: job.data['at'] })
    try {
      await pause(job)
    } finally {
      running.delete(lane)
    }
  }
  return { begun, clashes, work, most: () => most }
}

test('outside writes of one lane run one after another in the order of their commitment, over two workers', async () => {
  await using q = await queue()
  const failed = new Set<string>()
  const seen = watched(async job => {
    await sleep(5)
    // A failure in the middle: what comes after it in the lane must wait for it.
    const name = `${job.lane}/${String(job.data['at'])}`
    if (job.data['at'] !== 4 || failed.has(name)) return
    failed.add(name)
    throw new Error('Once.')
  })
  // One transaction for most: its jobs have one time of creation and only their ids to tell them apart.
  const jobOf = (lane: string, at: number) => ({ queue: 'actions' as const, lane, data: { at } })
  await q.add(Array.from({ length: 8 }, (_, at) => ['a', 'b', 'c'].map(lane => jobOf(lane, at))).flat())
  await q.add(['a', 'b', 'c'].map(lane => jobOf(lane, 8)))
  await q.worker({ actions: seen.work })
  await q.worker({ actions: seen.work })
  await until('all ran', async () => {
    await q.hurry()
    return (await q.rows()).every(({ state }) => state === 'completed')
  })
  assert.deepEqual(seen.clashes, [])
  for (const lane of ['a', 'b', 'c']) {
    const order = seen.begun.filter(one => one.lane === lane).map(one => one.at)
    assert.deepEqual(order, [0, 1, 2, 3, 4, 4, 5, 6, 7, 8], lane)
  }
  assert.ok(seen.most() > 1, 'lanes do not wait for each other')
})

test('A41: of one lane of work, one runs and one waits, over two workers; slow lanes keep no other waiting', async () => {
  await using q = await queue()
  const slow = ['slow 1', 'slow 2', 'slow 3', 'slow 4', 'slow 5']
  const gate = Promise.withResolvers<void>()
  const seen = watched(async job => slow.includes(String(job.lane)) && (await gate.promise))
  await q.worker({ work: seen.work })
  await q.worker({ work: seen.work })
  for (const lane of slow) await q.add({ queue: 'work', lane, data: { at: 0 } })
  await until('they run', () => seen.begun.length === slow.length)
  for (let at = 1; at <= 4; at += 1)
    for (const lane of slow) await q.add({ queue: 'work', lane, data: { at } })
  const waiting = (await q.rows()).filter(({ state }) => state === 'created')
  assert.equal(waiting.length, slow.length)
  for (let at = 0; at < 6; at += 1) await q.add({ queue: 'work', lane: `quick ${at}`, data: {} })
  await until('the quick ones ran', () => seen.begun.length === slow.length + 6)
  gate.resolve()
  await until('those that waited ran', async () =>
    (await q.rows()).every(({ state }) => state === 'completed'),
  )
  for (const lane of slow) {
    assert.deepEqual(
      seen.begun.filter(one => one.lane === lane).map(one => one.at),
      [0, 1],
    )
  }
  assert.deepEqual(seen.clashes, [])
})

test('a hundred changes told at once by parallel transactions are judged by few jobs and never together', async () => {
  await using q = await queue()
  const seen = watched(() => sleep(10))
  await q.worker({ work: seen.work })
  await q.worker({ work: seen.work })
  await Promise.all(
    Array.from({ length: 100 }, (_, at) => q.add({ queue: 'work', lane: `order ${at % 3}`, data: { at } })),
  )
  await until('all ran', async () => (await q.rows()).every(({ state }) => state === 'completed'))
  assert.deepEqual(seen.clashes, [])
  assert.ok(seen.begun.length >= 3 && seen.begun.length < 100, `${seen.begun.length} ran`)
})

test('a job that waited when somebody relied upon it begins only after what they changed is committed', async () => {
  await using q = await queue()
  const { db, tenantId } = q.house
  const seen: number[] = []
  let hasPassed = false
  const jobs = await q.worker({})
  await q.add({ queue: 'work', lane: 'a', data: {} })
  await db.tenant(tenantId, async tx => {
    // One waits already, so that this adds none.
    await jobs.add(tx, [{ queue: 'work', tenantId, lane: 'a', data: {} }])
    // One of them may share its lock with the lane that is held.
    for (const lane of ['b', 'c', 'd']) await q.add({ queue: 'work', lane, data: {} })
    await q.worker({
      work: async job => {
        if (job.lane !== 'a') hasPassed = true
        else seen.push((await q.house.asOwner('select 1 from steps')).length)
      },
    })
    await until('a later one of another lane was done', () => hasPassed)
    await sleep(200)
    await tx.query(`insert into steps (tenant_id, job, step, result) values ($1, 'a', 'a', '{}')`, [tenantId])
  })
  await until('it ran', () => seen.length > 0)
  assert.deepEqual(seen, [1])
  assert.equal((await q.rows()).length, 4)
})

test('a lane that ran when the queue was looked at waits for no later look', async () => {
  await using q = await queue()
  // What pg-boss's monitor writes when it finds the lane running; its workers read it when they start, and then once a minute.
  await q.add({ queue: 'work', lane: 'busy', data: {} })
  await q.house.asOwner(
    `update pgboss.queue set singletons_active = (select array_agg(singleton_key) from pgboss.job where name = 'work') where name = 'work'`,
  )
  const seen: unknown[] = []
  await q.worker({ work: async job => void seen.push(job.lane) })
  await until('the lane is worked', () => seen.length === 1)
})
