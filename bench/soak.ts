// A long run at an even rate against the real program, and whether anything grows or is lost: bin/soak [--minutes 60] [--rate 50].
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readBacklog } from '../src/spine/solutions/watching/backlog.ts'
import { readGauges, type Gauges } from './rig/gauges.ts'
import { openHouse } from './rig/house.ts'
import { program } from './rig/program.ts'
import { table } from './rig/table.ts'
import { atRest, differences } from './soak/reconcile.ts'
import { slopeOf } from './soak/slope.ts'

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '60' }, rate: { type: 'string', default: '50' } },
})
const given = z.object({ minutes: z.coerce.number().min(0.1), rate: z.coerce.number().int().min(1) })
const { minutes, rate } = given.parse(values)
/** The engine's own growth and the pools' are over by then. */
const warmUp = Math.min(15, minutes / 3)
/** Shorter than this after the warm-up, a slope says more of one collection of garbage than of a leak. */
const isLong = minutes - warmUp >= 20
const every = Math.min(60, minutes * 3) * 1000

const Opened = z.object({
  platforms: z.array(
    z.object({
      connector: z.enum(['shopify', 'gorgias']),
      origin: z.string(),
      credentials: z.record(z.string(), z.unknown()),
    }),
  ),
})
const Truth = z.object({
  told: z.number(),
  undelivered: z.number(),
  short: z.array(z.string()),
  versions: z.array(z.object({ id: z.string(), updatedAt: z.string() })),
})

await using shop = program(new URL('./soak/shop-program.ts', import.meta.url), [
  String(rate),
  String(minutes),
])
const { platforms } = Opened.parse(JSON.parse(await shop.hear('"platforms"')))
await using house = await openHouse(platforms, { confirmSeconds: 2, closeHoldSeconds: 5 })
await using api = await house.start('api')
await using worker = await house.start('worker')
const parts = { api, worker }

const samples: { minute: number; part: string; gauges: Gauges }[] = []
let oldestEver = 0
const print = table(
  'minute',
  'process',
  ' RSS MB',
  'heap MB',
  'handles',
  'open files',
  'connections',
  'oldest due s',
  'dead jobs',
  'parked',
)
async function sample(minute: number): Promise<void> {
  const backlog = await readBacklog(house.db)
  const [database] = await house.db.across(tx =>
    tx.query<{ count: number }>(
      'select count(*)::int as count from pg_stat_activity where datname = current_database()',
    ),
  )
  const oldest = Math.max(0, ...backlog.queues.map(queue => queue.oldestSeconds))
  oldestEver = Math.max(oldestEver, oldest)
  for (const [part, { origin }] of Object.entries(parts)) {
    const gauges = await readGauges(origin)
    samples.push({ minute, part, gauges })
    print.row(
      minute.toFixed(1),
      part.padStart(7),
      gauges.rssMb.toFixed(1),
      gauges.heapMb.toFixed(1),
      gauges.handles,
      gauges.descriptors,
      database?.count ?? 0,
      oldest.toFixed(1),
      backlog.deadJobs,
      backlog.parkedEvents,
    )
  }
}

console.log(`${rate} webhooks a second for ${minutes} minutes`)
const begun = performance.now()
process.kill(shop.pid, 'SIGUSR2')
for (let at = every; at <= minutes * 60_000; at += every) {
  await sleep(Math.max(0, begun + at - performance.now()))
  await sample(at / 60_000)
}
const truth = Truth.parse(JSON.parse(await shop.hear('"versions"')))
// Longer than the pauses before a second reading and before a case closes.
await sleep(8000)
await atRest(house, 120)
process.kill(shop.pid, 'SIGUSR2')
const { tickets } = z.object({ tickets: z.array(z.string()) }).parse(JSON.parse(await shop.hear('"tickets"')))
const found = await differences(house, truth, tickets)
const { deadJobs } = await readBacklog(house.db)

console.log(`\n${truth.told} webhooks were acknowledged, ${tickets.length} tickets stand`)
console.log(`the oldest job was due for ${oldestEver.toFixed(1)} s at most when it was looked at`)
const faults: string[] = []
for (const [what, count] of Object.entries({ ...found, 'dead jobs': deadJobs })) {
  console.log(`${String(count).padStart(6)} ${what}`)
  if (count !== 0) faults.push(`${count} ${what}`)
}
for (const part of Object.keys(parts)) {
  const warm = samples.filter(one => one.part === part && one.minute > warmUp)
  const slope = (of: (gauges: Gauges) => number) =>
    slopeOf(
      warm
        .map(one => ({ minute: one.minute, value: of(one.gauges) }))
        .filter(point => !Number.isNaN(point.value)),
    )
  const [rss, handles, files] = [
    slope(one => one.rssMb),
    slope(one => one.handles),
    slope(one => one.descriptors),
  ]
  console.log(
    `${part}: RSS ${rss.toFixed(2)} MB/min, handles ${handles.toFixed(2)}/min, open files ${files.toFixed(2)}/min after ${warmUp.toFixed(1)} min`,
  )
  if (!isLong) continue
  if (rss >= 1) faults.push(`the RSS of ${part} rises`)
  // One in five minutes: a pool that breathes stays below, a socket that each event forgets does not.
  if (handles >= 0.2 || files >= 0.2) faults.push(`the handles of ${part} rise`)
}
if (!isLong) console.log('Too short to judge slopes: that needs 20 minutes after the warm-up.')
console.log(faults.length === 0 ? 'Nothing grows, nothing is lost.' : `Failed: ${faults.join('; ')}.`)
if (faults.length > 0) process.exitCode = 1
