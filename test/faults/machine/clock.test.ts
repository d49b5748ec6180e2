import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import test, { type TestContext } from 'node:test'
import { figure } from '../figure.ts'
import { asOwner } from '../nemesis/as-owner.ts'
import { accountOf, agree } from '../nemesis/check.ts'
import { crowd, type Crowd } from '../nemesis/crowd.ts'
import { isFull, numberFrom } from '../seeded.ts'

const orders = numberFrom('FAULTS_CLOCK_ORDERS', 10, 100)
const minutes = numberFrom('FAULTS_CLOCK_MINUTES', 0, 3)
const preload = new URL('../nemesis/shifted-clock.ts', import.meta.url).href
const lies = isFull
  ? [
      ['600000', '-600000', 'frozen'],
      ['-600000', 'backward', '600000'],
      ['frozen', 'frozen', 'frozen'],
    ]
  : [['600000', 'backward', 'frozen']]

for (const lie of lies) {
  test(`P10: clocks that are ${lie.join(', ')} (ms off): each order told once, each schedule once`, t =>
    run(t, lie))
}

async function run(t: TestContext, lie: readonly string[]): Promise<void> {
  await using all = await crowd({
    world: { stock: { CUP: { Main: 0 } }, settings: { confirmSeconds: 1, closeHoldSeconds: 1 } },
  })
  const { shop, members } = all
  await Promise.all(members.map(one => one.stop()))
  const missed = await missTicks(all)
  // What is made up for is put up in the minute in which they start, and the next run in the next one.
  const intoMinute = Date.now() % 60_000
  if (intoMinute > 40_000) await sleep(60_000 - intoMinute)
  // Forks of one process would agree about the time; these do not.
  await Promise.all(
    members.map((one, at) => one.start({ FAULTS_PRELOAD: preload, FAULTS_CLOCK: lie[at] ?? '0' })),
  )
  const begun = Date.now()
  const names: string[] = []
  for (let at = 0; at < orders; at += 1) {
    const lines = [{ sku: 'CUP', quantity: 1, location: 'Main' }]
    names.push(shop.shopify.shop.orders.place({ lines, email: `c${at}@example.com` }).name)
    await sleep(isFull ? 200 : 400)
  }
  await shop.until('the missed tick is made up for', async () => (await watches(all)).length > missed)
  await sleep(Math.max(0, begun + minutes * 60_000 - Date.now()))
  const found = await accountOf(shop)
  agree(found, names, { areClosed: false })
  const runs = (await watches(all)).slice(missed)
  const spans = slotsBetween(begun, Date.now())
  const doubled = runs.length - new Set(runs).size
  // The one that was missed while nobody worked, made up for once, and one in each minute since; the last may still be under way.
  assert.equal(doubled, 0, `two runs in one minute: ${runs.join(' ')}`)
  assert.ok(runs.length <= spans + 1 && runs.length >= spans - 1, `${runs.length} runs in ${spans} minutes`)
  figure(
    t,
    'P10',
    `clocks ${lie.join(', ')}: ${names.length} tickets, 0 doubled; 5 missed ticks made up for once, ${runs.length} runs of the schedule in ${spans} minutes begun, 0 doubled`,
  )
}

/** As if nobody had worked for five minutes. Gives how many runs there were before. */
async function missTicks(all: Crowd): Promise<number> {
  await asOwner(all.shop.databaseUrl, owner =>
    owner.query(`update pgboss.version set cron_on = now() - interval '5 minutes'`),
  )
  return (await watches(all)).length
}

/** The runs of the schedule of every minute, in the minutes in which they were put up. */
async function watches({ shop }: Crowd): Promise<string[]> {
  return asOwner(shop.databaseUrl, async owner => {
    const found = await owner.query<{ minute: string }>(
      `select to_char(created_on, 'HH24:MI') as minute from pgboss.job
        where name = 'ticks' and data -> 'data' ->> 'tick' = 'watch' order by created_on`,
    )
    return found.rows.map(({ minute }) => minute)
  })
}

const slotsBetween = (from: number, to: number) => Math.floor(to / 60_000) - Math.floor(from / 60_000) + 1
