import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { countAction, countEvent, countJob, countRequest, renderMetrics, watchBacklog } from './metrics.ts'

test('what is counted is rendered under its name, beside the process itself', async () => {
  countEvent('new')
  countJob('events', 'done', 0.2)
  countAction('gorgias.create_ticket', 'succeeded')
  countRequest('/v1/members/:id', 200, 0.01)
  const { contentType, body } = await renderMetrics()
  assert.match(contentType, /^text\/plain/)
  for (const line of [
    'storewright_events_received_total{outcome="new"} 1',
    'storewright_jobs_total{queue="events",outcome="done"} 1',
    'storewright_job_seconds_count{queue="events"} 1',
    'storewright_actions_total{action="gorgias.create_ticket",outcome="succeeded"} 1',
    'storewright_http_requests_total{route="/v1/members/:id",status="200"} 1',
    'storewright_http_seconds_count{route="/v1/members/:id"} 1',
    'storewright_events_parked Nan',
  ])
    assert.ok(body.split('\n').includes(line), line)
  assert.match(body, /^process_cpu_seconds_total /m)
})

test('A44: ids, addresses and numbers of orders are no labels', async () => {
  for (const path of [
    '/v1/members/mem_0f8f0f8f0f8f0f8f0f8f0f8f0f8f0f8f',
    '/v1/x/0f8f0f8f-0f8f-4f8f-8f8f-0f8f0f8f0f8f',
    '/orders/5123456',
    'canary@example.com',
    'x'.repeat(90),
  ])
    countRequest(path, 404, 0.01)
  const { body } = await renderMetrics()
  assert.match(body, /^storewright_http_requests_total\{route="other",status="404"\} 5$/m)
  assert.doesNotMatch(body, /canary|0f8f|5123456/)
})

test('the backlog is looked at when asked, and an unreachable database hides nothing else', async () => {
  const events = { queue: 'events', due: 7, later: 2, oldestSeconds: 12 }
  watchBacklog(async () => ({ parkedEvents: 3, deadJobs: 4, queues: [events] }))
  const seen = await renderMetrics()
  assert.match(seen.body, /^storewright_queue_age_seconds\{queue="events"\} 12$/m)
  assert.match(seen.body, /^storewright_queue_waiting\{queue="events",due="now"\} 7$/m)
  assert.match(seen.body, /^storewright_queue_waiting\{queue="events",due="later"\} 2$/m)
  assert.match(seen.body, /^storewright_events_parked 3$/m)
  assert.match(seen.body, /^storewright_jobs_dead 4$/m)
  for (const unreachable of [() => Promise.reject(new Error('gone')), () => new Promise<never>(() => {})]) {
    watchBacklog(unreachable)
    const { body } = await renderMetrics()
    assert.doesNotMatch(body, /queue_(age_seconds|waiting)\{/)
    assert.match(body, /^storewright_events_parked Nan$/m)
    assert.match(body, /^storewright_jobs_dead Nan$/m)
    assert.match(body, /^storewright_events_received_total/m)
  }
})

test('the backlog is read once for all who ask within some seconds, and again after a failure', async () => {
  let reads = 0
  watchBacklog(async () => {
    reads += 1
    if (reads === 1) throw new Error('gone')
    return { parkedEvents: reads, deadJobs: 0, queues: [] }
  }, 3600)
  await renderMetrics()
  await Promise.all(Array.from({ length: 20 }, renderMetrics))
  assert.match((await renderMetrics()).body, /^storewright_events_parked 2$/m)
  assert.equal(reads, 2)
})

test('the operators’ page names every metric, and none that does not exist', async () => {
  const page = await readFile(new URL('../../../docs/watching.md', import.meta.url), 'utf8')
  const { body } = await renderMetrics()
  const known = [...body.matchAll(/^# TYPE (storewright_\w+)/gm)].map(([, name]) => name)
  const shown = [...page.matchAll(/^\| `(storewright_\w+)`/gm)].map(([, name]) => name)
  assert.deepEqual(new Set(shown), new Set(known))
  assert.equal(shown.length, known.length)
  for (const [, name = ''] of page.matchAll(/(storewright_\w+)/g))
    assert.ok(known.includes(name.replace(/_bucket$/, '')), name)
})
