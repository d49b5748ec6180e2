// Webhook intake, whole (verify, dedupe by id, bytes and fact, durable commit with its job), as a ratio to bare servers in the same run.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { z } from 'zod'
import { startEmbedded } from '../src/spine/database/embedded/start-embedded.ts'
import { openShop } from './shop.ts'
import { grouped, serveBare, single } from './bare.ts'

const Measured = z.object({ perSecond: z.number(), p50: z.number(), p99: z.number(), failed: z.number() })
type Measured = z.output<typeof Measured>

const isQuick = process.argv.includes('--quick')
const [rounds, seconds] = isQuick ? [1, 2] : [3, 4]
const folder = await mkdtemp(join(tmpdir(), 'storewright-bench-'))
const server = await startEmbedded({ dataFolder: join(folder, 'postgres') })
const shop = await openShop(server.url)
const pool = new pg.Pool({ connectionString: server.url, max: 10 })
await pool.query(
  'create table bare (id text primary key, body text not null, at timestamptz default now()); create table bare_job (id text primary key)',
)
const one = await serveBare(shop.secret, single(pool))
const many = await serveBare(shop.secret, grouped(pool))
const targets = { 'bare single insert': one.url, 'bare group commit': many.url, storewright: shop.intake }

let next = 10_000_000_000n
async function load(url: string, connections: number): Promise<Measured> {
  next += 10_000_000n
  const argv = [
    new URL('./load.ts', import.meta.url).pathname,
    url,
    shop.secret,
    String(connections),
    String(seconds),
    String(next),
  ]
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (data: Buffer) => (text += data.toString()))
  await once(child, 'exit')
  return Measured.parse(JSON.parse(text))
}

const middle = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

console.log('connections  server               req/s    p50 ms   p99 ms   to single   to group')
for (const connections of [1, 16, 64, 256]) {
  const runs = new Map<string, Measured[]>()
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, url] of Object.entries(targets))
      runs.set(name, [...(runs.get(name) ?? []), await load(url, connections)])
  }
  const rate = (name: string) => middle((runs.get(name) ?? []).map(run => run.perSecond))
  for (const [name, some] of runs) {
    const failed = some.reduce((sum, run) => sum + run.failed, 0)
    const cells = [
      String(connections).padEnd(12),
      name.padEnd(20),
      rate(name).toFixed(0).padStart(6),
      middle(some.map(run => run.p50))
        .toFixed(1)
        .padStart(9),
      middle(some.map(run => run.p99))
        .toFixed(1)
        .padStart(8),
      (rate(name) / rate('bare single insert')).toFixed(2).padStart(10),
      (rate(name) / rate('bare group commit')).toFixed(2).padStart(10),
    ]
    console.log(`${cells.join(' ')}${failed > 0 ? `   ${failed} failed` : ''}`)
  }
}
await Promise.all([one.close(), many.close(), shop.close()])
await pool.end()
await server.stop()
await rm(folder, { recursive: true, force: true })
