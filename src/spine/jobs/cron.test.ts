import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { openDatabase } from '#spine/database/database.ts'
import { migratedDatabase } from '../../../test/migrated.ts'
import { cronFlaw, zoneFlaw } from './cron.ts'
import { openJobs } from './jobs.ts'

test('a schedule is refused with what is wrong', () => {
  for (const good of ['30 * * * *', '*/5 8-18 * * 1-5', '0,30 0 1,15 */2 *', '0 0 29 2 *', '0 0 31 1,2 6'])
    assert.equal(cronFlaw(good), undefined, good)
  for (const [bad, why] of [
    ['* * * *', /five fields/],
    ['30  * * * *', /five fields/],
    ['60 * * * *', /minute is \*, or numbers from 0 to 59/],
    ['0 24 * * *', /hour/],
    ['0 0 0 * *', /day/],
    ['0 0 * 13 *', /month/],
    ['0 0 * * 7', /weekday/],
    ['5-1 * * * *', /minute/],
    ['5/2 * * * *', /minute/],
    ['*/0 * * * *', /minute/],
    ['*/61 * * * *', /minute/],
    ['*1 * * * *', /minute/],
    ['1, * * * *', /minute/],
    ['0,0 * * * *', /minute/],
    ['often * * * *', /minute/],
    ['0 0 30 2 *', /never comes/],
    ['0 0 31 4,6 *', /never comes/],
  ] as const)
    assert.match(cronFlaw(bad) ?? '', why, bad)
})

test('a time zone is a name', () => {
  for (const good of ['UTC', 'Europe/Berlin', 'America/New_York']) assert.equal(zoneFlaw(good), undefined)
  for (const bad of ['Mars/Base', '+02:00', '', 'Europe']) assert.match(zoneFlaw(bad) ?? '', /time zone/, bad)
})

test('whatever passes is taken by the queue', async t => {
  const { url, drop } = await migratedDatabase()
  const db = openDatabase({ url, poolSize: 2 })
  const jobs = openJobs({ db, url, isWorker: false, onError: error => assert.fail(String(error)) })
  t.after(async () => {
    await jobs.stop()
    await db.close()
    await drop()
  })
  await jobs.start()
  const number = (from: number, to: number) =>
    fc.oneof(
      fc.constantFrom('*', '*/2', '*/7', '2/3'),
      fc.nat(to + 1).map(String),
      fc.tuple(fc.nat(to), fc.nat(to + 1)).map(([a, b]) => `${a}-${b}`),
      fc.array(fc.integer({ min: from, max: to }), { minLength: 1, maxLength: 4 }).map(all => all.join(',')),
    )
  const crons = fc.tuple(number(0, 59), number(0, 23), number(1, 31), number(1, 12), number(0, 6))
  let taken = 0
  await fc.assert(
    fc.asyncProperty(crons, async words => {
      const cron = words.join(' ')
      if (cronFlaw(cron) !== undefined) return
      await jobs.schedule({ name: 'tried', cron, data: {} })
      taken += 1
    }),
    { numRuns: 200 },
  )
  assert.ok(taken > 20)
})
