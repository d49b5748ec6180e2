import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { newEvent } from '#spine/events/fingerprint.ts'
import { replayEvent } from '#spine/events/list.ts'
import { storeEvents } from '#spine/events/store.ts'
import { house, type House } from '../../house.ts'
import { connection, letTimePass } from '../../waiting/events.ts'
import { until } from '../../waiting/queue.ts'
import { figure } from '../figure.ts'
import { isFull, numberFrom } from '../seeded.ts'

const events = numberFrom('FAULTS_EVENTS', 200, 10_000)
const throwing = Math.ceil(events / 100)
const ending = Math.ceil(events / 1000)
/** How many arrive in a second. */
const rate = 200

test(`P6: of ${events} events ${throwing} always throw and ${ending} end their process: they are parked, the others are not disturbed, a replay works`, async t => {
  await using home = await house()
  const connectionId = await connection(home)
  const bodies = (poisoned: boolean) =>
    Array.from({ length: events }, (_, n) => {
      if (poisoned && n % 1000 === 500 % events) return `ends ${n}`
      return poisoned && n % 100 === 50 ? `throws ${n}` : `${poisoned ? 'good' : 'calm'} ${n}`
    })
  // Two, as whoever wants to be undisturbed has: of one alone, its own rising is what all others see.
  await using one = await immortal(home.url)
  await using two = await immortal(home.url)
  const deaths = () => one.deaths() + two.deaths()
  await arrive(home, connectionId, bodies(false))
  await until('the calm ones are done', async () => (await count(home, 'calm%', 'done')) === events)
  const calm = await p99(home, 'calm%')

  await arrive(home, connectionId, bodies(true))
  // A dead process's lease is waited for at full numbers only: there, it is what its neighbours see.
  const good = bodies(true).filter(body => body.startsWith('good')).length
  await until('the good ones are done', async () => {
    if (!isFull) await letTimePass(home)
    return (await count(home, 'good%', 'done')) === good
  })
  const disturbed = await p99(home, 'good%')
  await until('all poison is parked', async () => {
    await letTimePass(home)
    await sleep(100)
    return (await count(home, '%', 'parked')) === throwing + ending
  })
  const parked = await home.db.tenant(home.tenantId, tx =>
    tx.query<{ id: string; kind: string; attempts: number; reason: string }>(
      `select id, split_part(body, ' ', 1) as kind, attempts, reason from events where state = 'parked'`,
    ),
  )
  const reasons = { throws: 'It cannot be read.', ends: 'The process ended during every attempt.' }
  for (const { kind, attempts, reason } of parked) {
    assert.equal(reason, kind === 'ends' ? reasons.ends : reasons.throws)
    // The ninth attempt is not made of what ended the process eight times: it is counted, and parked.
    assert.equal(attempts, kind === 'ends' ? 9 : 8)
  }
  assert.equal(deaths(), ending * 8)

  await Promise.all([one.mend(), two.mend()])
  for (const { id } of parked) await home.db.tenant(home.tenantId, tx => replayEvent(tx, id))
  await until('what was parked is done', async () => (await count(home, '%', 'done')) === events * 2)
  figure(
    t,
    'P6',
    `${events} events, ${throwing} always throwing, ${ending} ending the process: ${parked.length} parked after 8 tries with reason, ${deaths()} deaths of 2 processes, p99 of the others ${Math.round(calm)} ms calm, ${Math.round(disturbed)} ms beside them${isFull ? '' : ' (leases hurried)'}; all ${parked.length} replayed after the fix`,
    disturbed <= calm * 1.1,
  )
})

async function arrive(home: House, connectionId: string, bodies: readonly string[]): Promise<void> {
  const door = { tenantId: home.tenantId, connectionId }
  for (let at = 0; at < bodies.length; at += rate / 10) {
    const some = bodies.slice(at, at + rate / 10)
    await storeEvents(
      home.db,
      some.map(body => newEvent(door, { topic: 'things/told' }, body, 'webhook')),
    )
    await sleep(100)
  }
}

async function count(home: House, like: string, state: string): Promise<number> {
  const [row] = await home.db.tenant(home.tenantId, tx =>
    tx.query<{ n: number }>(`select count(*)::int as n from events where state = $2 and body like $1`, [
      like,
      state,
    ]),
  )
  return row?.n ?? 0
}

/** Milliseconds from receipt to done, by the database's clock. */
async function p99(home: House, like: string): Promise<number> {
  const [row] = await home.db.tenant(home.tenantId, tx =>
    tx.query<{ ms: number }>(
      `select 1000 * percentile_cont(0.99) within group (order by extract(epoch from done_at - received_at))::float8 as ms
         from events where body like $1`,
      [like],
    ),
  )
  return row?.ms ?? Number.NaN
}

/** The worker, started again whenever it dies, as every supervisor does. */
async function immortal(url: string) {
  const file = new URL('./poison-app.ts', import.meta.url).pathname
  let [deaths, isWanted] = [0, true]
  let child: ChildProcess | undefined
  const run = (...more: string[]) => {
    const born = spawn(process.execPath, [file, url, ...more], { stdio: ['pipe', 'inherit', 'inherit'] })
    born.once('exit', () => {
      if (!isWanted || born !== child) return
      deaths += 1
      run(...more)
    })
    child = born
  }
  const end = async () => {
    const last = child
    child = undefined
    if (!last || last.exitCode !== null) return
    const gone = once(last, 'exit')
    last.kill('SIGKILL')
    await gone
  }
  run()
  return {
    deaths: () => deaths,
    mend: async () => {
      await end()
      run('mended')
    },
    [Symbol.asyncDispose]: async () => {
      isWanted = false
      await end()
    },
  }
}
