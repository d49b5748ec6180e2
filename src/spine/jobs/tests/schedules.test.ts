import assert from 'node:assert/strict'
import { test } from 'node:test'
import { queue, until, type Queue } from '../../../../test/waiting/queue.ts'

test('a tick that was missed twelve times is made up once, by one of two workers', async () => {
  await using q = await queue()
  const planner = await q.worker({})
  await planner.schedule({ name: 'hourly', cron: hourlyButNotNow(), data: { tick: 'hourly' } })
  await until('the clock was looked at', async () => (await q.house.asOwner(lastLook)).length > 0)
  await planner.stop()
  await putBack(q, '12 hours')
  const ran: unknown[] = []
  const work = { ticks: async (job: { data: object }) => void ran.push(job.data) }
  await q.worker(work)
  await q.worker(work)
  await until('it ran', () => ran.length > 0)
  await until('nothing is left', async () => (await everyJob(q)).every(({ state }) => state === 'completed'))
  assert.deepEqual(ran, [{ tick: 'hourly' }])
  assert.equal((await everyJob(q)).filter(({ name }) => name === 'ticks').length, 1)
})

test('a schedule that is set again is replaced, is read in its zone, and can be taken away', async () => {
  await using q = await queue()
  const jobs = await q.worker({})
  await jobs.schedule({ name: 'report', cron: '0 8 * * 1', zone: 'Europe/Berlin', data: { tick: 'report' } })
  await jobs.schedule({ name: 'report', cron: '0 9 * * 1', zone: 'Asia/Tokyo', data: { tick: 'report' } })
  await jobs.schedule({ name: 'other', cron: '0 9 * * 1', data: { tick: 'other' } })
  const rows = () => q.house.asOwner('select key, cron, timezone from pgboss.schedule order by key')
  assert.deepEqual(await rows(), [
    { key: 'other', cron: '0 9 * * 1', timezone: 'UTC' },
    { key: 'report', cron: '0 9 * * 1', timezone: 'Asia/Tokyo' },
  ])
  await jobs.unschedule('report')
  assert.deepEqual(
    (await rows()).map(({ key }) => key),
    ['other'],
  )
})

const lastLook = 'select cron_on from pgboss.version where cron_on is not null'

// As if nothing had run for so long.
async function putBack(q: Queue, time: string): Promise<void> {
  await q.house.asOwner(`update pgboss.version set cron_on = cron_on - interval '${time}'`)
  await q.house.asOwner(`update pgboss.schedule set created_on = created_on - interval '${time}' * 2`)
}

// What comes due while the test runs is no missed tick.
function hourlyButNotNow(): string {
  return `${(new Date().getUTCMinutes() + 30) % 60} * * * *`
}

function everyJob(q: Queue) {
  return q.house.asOwner<{ name: string; state: string }>('select name, state from pgboss.job')
}
