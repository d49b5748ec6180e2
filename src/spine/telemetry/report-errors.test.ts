import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { errorTracker } from '../../../test/waiting/error-tracker.ts'
import { Refusal } from '../refusal.ts'
import type { Fields } from './fields.ts'
import { openLog } from './log.ts'
import { openErrorReports, readDsn } from './report-errors.ts'

const canary = 'canary'
let place: Awaited<ReturnType<typeof errorTracker>>
beforeEach(async () => void (place = await errorTracker()))
afterEach(() => place.close())

test('A44: an error of the log reaches the tracker with its kind, place and ids, and nothing that anybody wrote', async () => {
  const errors = openErrorReports(place.dsn)
  const log = openLog({ level: 'silent', report: errors.report }).with({ tenantId: 't-1' })
  const cause = Object.assign(new TypeError(`Key (email)=(${canary}@example.com)`), {
    code: '23505',
    detail: canary,
  })
  const smuggled: Fields & Record<string, unknown> = { queue: 'work', email: canary, code: `to ${canary}` }
  log.error('A job failed.', new Refusal('conflict', `for ${canary}`, { cause }), smuggled)
  await errors.idle()
  await errors.close()
  assert.deepEqual(place.heads, [
    'POST /errors/api/7/envelope/ application/x-sentry-envelope Sentry sentry_version=7, sentry_client=storewright/1, sentry_key=public',
  ])
  const [event] = place.events
  assert.equal(event?.logentry.formatted, 'A job failed.')
  assert.deepEqual(event?.tags, { tenantId: 't-1', queue: 'work' })
  assert.deepEqual(
    event?.exception?.values.map(({ type, value }) => [type, value]),
    [
      ['TypeError', '23505'],
      ['Refusal', 'conflict'],
    ],
  )
  const last = event?.exception?.values.at(-1)?.stacktrace?.frames.at(-1)
  assert.equal(last?.filename, 'src/spine/telemetry/report-errors.test.ts')
  assert.ok(!place.bodies.join().includes(canary) && !place.bodies.join().includes(process.cwd()))
})

test('the same error is told once a minute, and what was left out is counted', async () => {
  let now = 0
  const errors = openErrorReports(place.dsn, () => now)
  const fail = (message: string) => errors.report(message, new Error('x'), {})
  for (let n = 0; n < 5; n += 1) fail('Again.')
  now = 60_000
  fail('Again.')
  await errors.idle()
  await errors.close()
  assert.deepEqual(
    place.events.map(({ tags }) => tags),
    [{}, { dropped: '4' }],
  )
})

test('of many errors the first are told, never more than wait or than a minute may have', async () => {
  const errors = openErrorReports(place.dsn, () => 0)
  for (let n = 0; n < 200; n += 1) errors.report(`Number ${n}.`, undefined, {})
  await errors.idle()
  await errors.close()
  assert.ok(place.events.length >= 20 && place.events.length <= 30, String(place.events.length))
})

test('a tracker that asks for peace has it, for as long as it says', async () => {
  let now = 0
  place.state.answer = response => void response.writeHead(429, { 'retry-after': '90' }).end()
  const errors = openErrorReports(place.dsn, () => now)
  errors.report('First.', undefined, {})
  // It waits behind the first, and is let go when that one is answered.
  errors.report('Second.', undefined, {})
  await errors.idle()
  now = 91_000
  errors.report('Third.', undefined, {})
  await errors.idle()
  await errors.close()
  assert.deepEqual(
    place.events.map(({ logentry, tags }) => [logentry.formatted, tags['dropped']]),
    [
      ['First.', undefined],
      ['Third.', '1'],
    ],
  )
})

test('a tracker that never answers, or is away, holds up nothing and is given up at the end', async () => {
  place.state.answer = () => {}
  const silent = openErrorReports(place.dsn)
  silent.report('One.', undefined, {})
  await silent.close()
  const away = openErrorReports({ url: 'http://127.0.0.1:1/api/1/envelope/', key: 'k' })
  away.report('Two.', undefined, {})
  await away.close()
  away.report('Three.', undefined, {})
  assert.ok(place.events.length <= 1)
})

test('a DSN is read by the book, and what is none is not', () => {
  assert.deepEqual(readDsn('https://abc@o1.ingest.example.com/42'), {
    url: 'https://o1.ingest.example.com/api/42/envelope/',
    key: 'abc',
  })
  assert.deepEqual(
    readDsn('http://abc@errors.lan:9000/a/b/42')?.url,
    'http://errors.lan:9000/a/b/api/42/envelope/',
  )
  for (const none of [
    '',
    'x',
    'https://errors.example.com/1',
    'https://k@e.example.com',
    'ftp://k@e.example.com/1',
    'https://k:secret@e.example.com/1',
  ])
    assert.equal(readDsn(none), undefined, none)
})
