import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Fault } from '#sandbox/faults.ts'
import type { Crowd } from './crowd.ts'

/** The ways in which a crowd is struck. */
const strikeNames = [
  'kill the door',
  'kill a worker',
  'freeze one',
  'end database sessions',
  'restart the database',
  'kill the database',
  'shift the clock of one',
  'cut off writes',
  'break the helpdesk',
  'break the shop',
] as const

export type StrikeName = (typeof strikeNames)[number]

/** One blow: after how many more things were seen by the platforms, what, and the dice for how exactly. */
export interface Strike {
  readonly after: number
  readonly name: StrikeName
  readonly dice: number
}

/** The same seed gives the same blows. Each kind comes once before any comes again. */
export function scheduleOf(
  random: () => number,
  { count, reach, names = strikeNames }: { count: number; reach: number; names?: readonly StrikeName[] },
): Strike[] {
  const left: StrikeName[] = []
  return Array.from({ length: count }, () => {
    if (left.length === 0) left.push(...names)
    const [name = 'kill a worker'] = left.splice(Math.floor(random() * left.length), 1)
    return { name, after: 1 + Math.floor(random() * reach), dice: random() }
  })
}

const clock = new URL('./shifted-clock.ts', import.meta.url).href

/** Strikes once. Resolves when the blow was dealt; what must rise again rises while the work goes on. */
export async function strike(crowd: Crowd, { name, dice }: Strike, longestFreezeMs: number): Promise<void> {
  const { door, workers, members, server, shop } = crowd
  const one = members[Math.floor(dice * members.length)] ?? door
  const blows: Record<StrikeName, () => Promise<unknown>> = {
    'kill the door': () => door.kill().then(() => door.start()),
    'kill a worker': async () => {
      const victim = workers[Math.floor(dice * workers.length)] ?? door
      await victim.kill()
      await victim.start()
    },
    'freeze one': async () => {
      one.freeze()
      await sleep(1000 + dice * (longestFreezeMs - 1000))
      one.thaw()
    },
    'end database sessions': () => endSessions(crowd, 1 + Math.floor(dice * 8)),
    'restart the database': () => server.stopImmediately(),
    'kill the database': () => server.kill(),
    'shift the clock of one': async () => {
      await one.kill()
      await one.start({ FAULTS_PRELOAD: clock, FAULTS_CLOCK: dice < 0.5 ? '-600000' : '600000' })
    },
    'cut off writes': async () =>
      shop.gorgias.faults.plan({ kind: 'reset-after' }, 2, { path: '/api/tickets*' }),
    'break the helpdesk': async () => shop.gorgias.faults.plan(breakOf(dice), 2),
    'break the shop': async () => shop.shopify.faults.plan(breakOf(dice), 3),
  }
  await blows[name]()
}

const breaks: readonly Fault[] = [
  { kind: 'status', status: 503 },
  { kind: 'html', commits: true },
  { kind: 'broken-json', commits: true },
  { kind: 'truncate' },
  { kind: 'reset-midway' },
  { kind: 'throttled' },
]

function breakOf(dice: number): Fault {
  return breaks[Math.floor(dice * breaks.length)] ?? { kind: 'reset-before' }
}

async function endSessions({ shop }: Crowd, count: number): Promise<void> {
  const owner = new pg.Client({ connectionString: shop.databaseUrl })
  // It may end its own session, or find the server gone.
  owner.on('error', () => {})
  await owner
    .connect()
    .then(() =>
      owner.query(
        `select pg_terminate_backend(pid) from (select pid from pg_stat_activity
          where application_name in ('storewright', 'storewright-jobs') order by md5(pid::text) limit $1) some`,
        [count],
      ),
    )
    .catch(() => {})
  await owner.end().catch(() => {})
}
