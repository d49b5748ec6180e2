import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { openDiary, workerProcess } from '../../../../test/waiting/queue-process.ts'
import { queue, until, type Queue } from '../../../../test/waiting/queue.ts'

test('three processes share the work, and a lane still goes one by one in its order', async () => {
  await using q = await queue()
  const diary = await openDiary(q)
  await using one = await workerProcess(q)
  await using two = await workerProcess(q)
  await using three = await workerProcess(q)
  const lanes = Array.from({ length: 12 }, (_, at) => `lane ${at}`)
  for (let number = 0; number < 10; number += 1)
    await q.add(lanes.map(lane => ({ queue: 'actions' as const, lane, data: { number } })))
  await until('all ran', async () => (await q.rows()).every(({ state }) => state === 'completed'))
  const entries = await diary()
  for (const lane of lanes) {
    assert.deepEqual(
      entries.filter(entry => entry.lane === lane).map(({ deed, number }) => `${deed} ${number}`),
      Array.from({ length: 10 }, (_, number) => [`begun ${number}`, `ended ${number}`]).flat(),
      lane,
    )
  }
  // A quick machine may be done before the third had a turn.
  const pids = [one, two, three].map(({ pid }) => pid)
  const worked = new Set(entries.map(({ pid }) => pid))
  assert.ok(worked.size > 1 && [...worked].every(pid => pids.includes(pid)), `${[...worked].join()}`)
})

test('what a killed worker held is taken over as its second attempt, before what comes after it in its lane', async () => {
  await using q = await queue()
  const diary = await openDiary(q)
  await using victim = await workerProcess(q)
  await q.add([
    { queue: 'actions', lane: 'a', data: { number: 0, hangs: true } },
    { queue: 'actions', lane: 'a', data: { number: 1 } },
  ])
  await until('it is in hand', async () => (await diary()).length === 1)
  await victim.kill()
  await using heir = await workerProcess(q)
  await missHeartbeat(q)
  await until('both are done', async () => (await q.rows()).every(({ state }) => state === 'completed'))
  assert.deepEqual(
    (await diary()).map(({ pid, deed, number }) => [pid === heir.pid ? 'heir' : 'victim', deed, number]),
    [
      ['victim', 'begun', 0],
      ['heir', 'begun', 0],
      ['heir', 'ended', 0],
      ['heir', 'begun', 1],
      ['heir', 'ended', 1],
    ],
  )
  assert.deepEqual(
    (await q.rows()).map(row => row['retry_count']),
    [1, 0],
  )
})

test('a worker that was frozen until its claim was lost can no longer end the job that another has in hand', async () => {
  await using q = await queue()
  const diary = await openDiary(q)
  await using sleeper = await workerProcess(q)
  await q.add({ queue: 'work', lane: 'a', data: { number: 0, hangs: true } })
  await until('it is in hand', async () => (await diary()).length === 1)
  sleeper.freeze()
  const gate = Promise.withResolvers<void>()
  const tries: number[] = []
  await q.worker({
    work: async job => {
      tries.push(job.tries)
      await gate.promise
    },
  })
  await missHeartbeat(q)
  await until('another has it in hand', () => tries.length === 1)
  await q.house.asOwner('update pgboss.job set retry_delay = 77')
  sleeper.thaw()
  sleeper.fail()
  await sleeper.end()
  const [after] = await q.rows()
  assert.deepEqual([after?.['state'], after?.['retry_count'], after?.['retry_delay']], ['active', 1, 77])
  gate.resolve()
  await until('it is done', async () => (await q.rows()).every(({ state }) => state === 'completed'))
  assert.deepEqual(tries, [1])
})

test('a job that ended its process at every attempt is laid aside without another', async () => {
  await using q = await queue()
  await q.add({ queue: 'work', lane: 'a', data: {} })
  await q.house.asOwner('update pgboss.job set started_on = now(), retry_count = 15')
  let runs = 0
  await q.worker({ work: async () => void (runs += 1) })
  await until('it is laid aside', async () => (await q.house.asOwner('select 1 from dead_jobs')).length === 1)
  const [dead] = await q.house.asOwner('select reason, tries from dead_jobs')
  assert.deepEqual([runs, dead?.['reason']], [0, 'Its process ended during every attempt.'])
})

test('a worker that stops takes nothing more and waits for what is in hand', async () => {
  await using q = await queue()
  const gate = Promise.withResolvers<void>()
  let runs = 0
  const jobs = await q.worker({
    work: async () => {
      runs += 1
      await gate.promise
    },
  })
  await q.add({ queue: 'work', lane: 'a', data: {} })
  await until('it is in hand', () => runs === 1)
  let hasStopped = false
  const stopped = jobs.stop().then(() => (hasStopped = true))
  // What it had asked for before it was stopped is still its own.
  await until('it looks no more', async () => {
    const looking = `select 1 from pg_stat_activity
      where datname = current_database() and application_name = 'storewright-jobs' and state = 'active'`
    return (await q.house.asOwner(looking)).length === 0
  })
  await q.add({ queue: 'work', lane: 'b', data: {} })
  await sleep(1500)
  assert.deepEqual([runs, hasStopped], [1, false])
  gate.resolve()
  await stopped
  assert.deepEqual(
    (await q.rows()).map(({ state }) => state),
    ['completed', 'created'],
  )
})

// As if ten seconds and more had passed since its worker was last heard of; the others look every five.
async function missHeartbeat(q: Queue): Promise<void> {
  await q.house.asOwner(
    `update pgboss.job set heartbeat_on = now() - interval '1 minute' where state = 'active' and retry_count = 0`,
  )
}
