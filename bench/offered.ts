// Webhook intake at an offered rate, the answer counted from the moment at which the platform would have sent: bin/bench offered [--quick].
import pg from 'pg'
import { grouped, serveBare } from './bare.ts'
import { openHouse } from './rig/house.ts'
import { offer, type Offered } from './rig/offer.ts'
import { openSandbox } from './rig/sandbox.ts'
import { ratio, table } from './rig/table.ts'

const seconds = process.argv.includes('--quick') ? 3 : 10
const rates = [500, 1000, 2000]

await using sandbox = await openSandbox()
await using house = await openHouse(sandbox.platforms)
const secret = sandbox.shopify.clientSecret
const pool = new pg.Pool({ connectionString: house.databaseUrl, max: 10 })
await pool.query(
  'create table bare (id text primary key, body text not null, at timestamptz default now()); create table bare_job (id text primary key)',
)
const countRows = async (of: 'bare' | 'events'): Promise<number> => {
  const { rows } = await pool.query<{ count: number }>(`select count(*)::int as count from ${of}`)
  return rows[0]?.count ?? 0
}
const print = table(
  'server                      ',
  'offered/s',
  'answered/s',
  ' p50 ms',
  ' p99 ms',
  ' max ms',
  'refused',
  'unanswered',
  'stored = acknowledged',
  'sender late ms',
  'p99 to bare',
)
const bareP99 = new Map<number, number>()
let isWhole = true

async function steps(server: string, url: string, stored: 'bare' | 'events'): Promise<void> {
  for (const rate of rates) {
    const before = await countRows(stored)
    const run = await offer(url, secret, { rate, seconds })
    tell(server, rate, run, (await countRows(stored)) - before)
  }
}

function tell(server: string, rate: number, run: Offered, kept: number): void {
  if (!bareP99.has(rate)) bareP99.set(rate, run.p99)
  // What was cut off before its answer may be stored or not; what was acknowledged must be.
  const isKept = kept >= run.acknowledged && kept <= run.acknowledged + run.unanswered
  isWhole &&= isKept
  print.row(
    server,
    rate,
    run.perSecond.toFixed(0),
    run.p50.toFixed(1),
    run.p99.toFixed(1),
    run.max.toFixed(1),
    run.refused,
    run.unanswered,
    isKept ? `${kept}` : `NO: ${kept} of ${run.acknowledged}`,
    run.latest.toFixed(1),
    ratio(run.p99, bareP99.get(rate) ?? 0),
  )
}

const bare = await serveBare(secret, grouped(pool))
await steps('bare group commit', bare.url, 'bare')
await bare.close()
{
  await using api = await house.start('api')
  const intake = `${house.door}/orders/create`
  await steps('api alone, workers stopped', intake, 'events')
  await using worker = await house.start('worker')
  await steps('api and a worker', intake, 'events')
  await worker.stop()
  await api.stop()
}
await pool.end()
if (!isWhole) {
  console.error('What is stored is not what was acknowledged.')
  process.exitCode = 1
}
