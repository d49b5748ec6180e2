// What 1, 2 and 4 worker processes get through, as a ratio to one of them and to a bare SKIP LOCKED loop: bin/bench jobs [--quick].
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { countWaiting, stockEvents } from './jobs/stocked.ts'
import { openHouse } from './rig/house.ts'
import { program, type Program } from './rig/program.ts'
import { openSandbox } from './rig/sandbox.ts'
import { ratio, table } from './rig/table.ts'

const isQuick = process.argv.includes('--quick')
const counts = isQuick
  ? { bare: 3000, trivial: 3000, real: 150 }
  : { bare: 20_000, trivial: 20_000, real: 1000 }
type Kind = keyof typeof counts

await using sandbox = await openSandbox()
await using house = await openHouse(sandbox.platforms)
const owner = new pg.Client({ connectionString: house.databaseUrl })
await owner.connect()
await owner.query(`create table bare_jobs (id bigint generated always as identity primary key, state text not null default 'new',
  body text not null, done_at timestamptz);
  create index bare_jobs_new on bare_jobs (id) where state = 'new'`)

// Each order has an article of its own, in stock: all that a judgement does, and nobody to tell.
const { shop } = sandbox.shopify
shop.webhooks.weather.isHeld = true
shop.addLocation('Main')
const orders = Array.from({ length: counts.real }, (_, at) => {
  const sku = `ART-${at}`
  shop.addVariant({ sku, stock: { Main: 5 } })
  return shop.orders.place({ lines: [{ sku, quantity: 1, location: 'Main' }] }).id
})

async function stock(kind: Kind): Promise<void> {
  if (kind !== 'bare') return stockEvents(owner, house, counts[kind], kind === 'real' ? orders : undefined)
  await owner.query(
    `insert into bare_jobs (body) select repeat('x', 2300) from generate_series(1, $1::int)`,
    [counts.bare],
  )
}

const startOne = async (kind: Kind): Promise<Program> => {
  if (kind !== 'bare') return house.start('worker')
  const one = program(new URL('./jobs/bare-loop.ts', import.meta.url), [house.databaseUrl])
  await one.hear('is ready')
  return one
}

/** Handled a second, from the moment at which all of it lies there until nothing waits. */
async function measure(kind: Kind): Promise<number> {
  await stock(kind)
  await owner.query('analyze events, bare_jobs')
  const begun = performance.now()
  const end = begun + 120_000
  while ((await countWaiting(owner, kind)) > 0) {
    if (performance.now() > end) throw new Error('It was not done within two minutes.')
    await sleep(25)
  }
  return (counts[kind] * 1000) / (performance.now() - begun)
}

const names = {
  bare: 'bare SKIP LOCKED loop, one row each',
  trivial: 'events that concern nobody',
  real: 'orders read, judged and kept',
}
const print = table(
  'what                               ',
  'processes',
  'handled/s',
  'to one process',
  'to bare',
)
const rates = new Map<string, number>()
for (const kind of ['bare', 'trivial', 'real'] as const) {
  for (const processes of [1, 2, 4]) {
    const workers: Program[] = []
    for (let at = 0; at < processes; at += 1) workers.push(await startOne(kind))
    // The first judgements make the cases; only later ones are alike.
    if (kind === 'real' && processes === 1) await measure(kind)
    const rate = await measure(kind)
    rates.set(`${kind} ${processes}`, rate)
    print.row(
      names[kind],
      processes,
      rate.toFixed(0),
      ratio(rate, rates.get(`${kind} 1`) ?? 0),
      ratio(rate, rates.get(`bare ${processes}`) ?? 0),
    )
    await Promise.all(workers.map(worker => worker.stop()))
  }
}
await owner.end()
