import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openHouse } from '#src/api/house.ts'
import { startServer } from '#src/api/server.ts'
import { Again } from '#spine/jobs/job.ts'
import { openJobs } from '#spine/jobs/jobs.ts'
import { launch } from '#spine/solutions/launch.ts'
import { openLog } from '#spine/telemetry/log.ts'
import { fileHeads } from '#spine/audit/file-heads.ts'
import { house } from '../house.ts'
import { until } from './queue.ts'

test('/metrics tells how much waits and for how long, also where nothing is worked, and how attempts ended', async () => {
  await using desk = await scraped()
  const { home, jobs, tenantId } = desk
  const job = (lane: string) => ({ queue: 'work' as const, tenantId, lane, data: { lane } })
  await home.db.tenant(tenantId, tx =>
    jobs.add(tx, [job('done'), job('again'), job('broken'), { ...job('later'), afterSeconds: 3600 }]),
  )
  await home.asOwner(
    `update pgboss.job set start_after = now() - interval '100 s' where start_after <= now()`,
  )
  await home.asOwner(`
    insert into connections (tenant_id, id, connector, external_id, title, sealed, door)
      values ('${tenantId}', gen_random_uuid(), 'shopify', 'mugs', 'Mugs', '', 'door')`)
  const event = (state: string, dueIn: string) =>
    home.asOwner(`
      insert into events (tenant_id, id, connection_id, topic, body_hash, body, source, state, due_at)
        select tenant_id, gen_random_uuid(), id, 'orders/create', gen_random_uuid()::text::bytea, '{}', 'webhook', '${state}',
          now() + interval '${dueIn}' from connections`)
  await event('new', '-1 hour')
  await event('new', '0 s')
  await event('new', '1 hour')
  await event('parked', '-1 day')
  await event('done', '-1 day')
  for (const replayedAt of ['null', 'now()']) {
    await home.asOwner(`
      insert into dead_jobs (tenant_id, id, queue, data, tries, reason, replayed_at)
        values ('${tenantId}', gen_random_uuid(), 'work', '{}', 8, 'Why not.', ${replayedAt})`)
  }

  const before = await desk.scrape()
  assert.equal(before('storewright_queue_waiting{queue="work",due="now"}'), 3)
  assert.equal(before('storewright_queue_waiting{queue="work",due="later"}'), 1)
  assert.equal(before('storewright_queue_waiting{queue="actions",due="now"}'), 0)
  assert.equal(before('storewright_queue_waiting{queue="events",due="now"}'), 2)
  assert.equal(before('storewright_queue_waiting{queue="events",due="later"}'), 1)
  assert.ok(before('storewright_queue_age_seconds{queue="work"}') >= 100)
  assert.ok(before('storewright_queue_age_seconds{queue="events"}') >= 3600)
  assert.equal(before('storewright_queue_age_seconds{queue="actions"}'), 0)
  assert.equal(before('storewright_events_parked'), 1)
  assert.equal(before('storewright_jobs_dead'), 1)

  await desk.workEverything()
  await fetch(`${desk.url}/webhook/nobody/orders/create`, { method: 'POST', body: '{}' })
  const after = await desk.scrape()
  for (const outcome of ['done', 'again', 'failed'])
    assert.ok(after(`storewright_jobs_total{queue="work",outcome="${outcome}"}`) >= 1, outcome)
  assert.ok(after('storewright_job_seconds_count{queue="work"}') >= 3)
  assert.equal(after('storewright_http_requests_total{route="/webhook",status="404"}'), 1)
})

/** A launched install that works no jobs, with its HTTP door. */
async function scraped() {
  const home = await house()
  const dataFolder = await mkdtemp(join(tmpdir(), 'storewright-metrics-'))
  const log = openLog({ level: 'silent' })
  const launched = await launch({
    databaseUrl: home.url,
    dataFolder,
    secretKeys: [],
    auditKeys: [],
    auditAnchor: join(dataFolder, 'heads'),
    headStore: fileHeads,
    isWorker: false,
    concurrency: 1,
    mailsPerMinute: 20,
    publicUrl: 'http://127.0.0.1',
    privateOrigins: [],
    connectors: [],
    solutions: [],
    log,
  })
  await launched.jobs.start()
  const server = await startServer(openHouse(launched, { publicUrl: 'http://127.0.0.1', log }), {
    host: '127.0.0.1',
    port: 0,
  })
  const url = `http://127.0.0.1:${server.port}`
  return {
    home,
    url,
    jobs: launched.jobs,
    tenantId: home.tenantId,
    /** The value of a series; NaN where there is none. */
    scrape: async () => {
      const body = await (await fetch(`${url}/metrics`)).text()
      const values = new Map(
        body.split('\n').map(line => [line.replace(/ \S+$/, ''), line.split(' ').at(-1)]),
      )
      return (series: string) => Number(values.get(series) ?? Number.NaN)
    },
    /** Has a worker do each due job once: one well, one to be called again, one that fails. */
    workEverything: async () => {
      const seen: unknown[] = []
      const worker = openJobs({ db: home.db, url: home.url, isWorker: true, onError: () => {} })
      worker.work('work', async job => {
        if (seen.includes(job.lane)) return
        seen.push(job.lane)
        if (job.lane === 'again') throw new Again(600)
        if (job.lane === 'broken') throw new Error('Broken.')
      })
      await worker.start()
      await until('all were tried', () => seen.length === 3)
      await worker.stop()
    },
    [Symbol.asyncDispose]: async () => {
      await server.close()
      await launched.close()
      await home[Symbol.asyncDispose]()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}
