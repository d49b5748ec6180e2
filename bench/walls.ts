// What the walls between tenants cost: the hot statements behind row-level security, as a ratio to the same as the owner of the
// tables, who sees all and names the tenant himself: bin/bench walls [--quick].
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openDatabase } from '../src/spine/database/database.ts'
import { startEmbedded } from '../src/spine/database/embedded/start-embedded.ts'
import { migrate, spineMigrations } from '../src/spine/database/migrations.ts'
import { newEvent } from '../src/spine/events/fingerprint.ts'
import { listEvents, readEvent } from '../src/spine/events/list.ts'
import { storeEvents } from '../src/spine/events/store.ts'
import { createAccount } from '../src/spine/tenancy/accounts.ts'
import { fillEvents } from './walls/fill-events.ts'
import { bareList, bareRead, bareStore, type Ask } from './walls/statements.ts'
import { quantile, ratio, table } from './rig/table.ts'

const isQuick = process.argv.includes('--quick')
const note = 'x'.repeat(2300)
const [rounds, times, tenants, each] = isQuick ? [3, 200, 5, 2000] : [7, 1000, 20, 10_000]
const folder = await mkdtemp(join(tmpdir(), 'storewright-bench-'))
const server = await startEmbedded({ dataFolder: join(folder, 'postgres') })
await migrate(server.url, await spineMigrations())
const db = openDatabase({ url: server.url })
const owner = new pg.Pool({ connectionString: server.url, max: 4 })
try {
  const accounts: string[] = []
  for (let at = 0; at < tenants; at += 1)
    accounts.push(
      (await createAccount(db, { name: `Bench ${at}`, ownerEmail: `b${at}@example.com` })).tenantId,
    )
  const connectionId = crypto.randomUUID()
  await fillEvents(owner, accounts, connectionId, each)
  const [tenantId = ''] = accounts
  const { rows } = await owner.query<{ id: string }>(
    'select id from events where tenant_id = $1 order by id limit 1000',
    [tenantId],
  )
  const idAt = (at: number) => rows[at % rows.length]?.id ?? ''
  let told = 0
  const fresh = () => {
    told += 1
    const arrival = { topic: 'orders/create', eventId: `w${told}`, businessKey: `w${told}` }
    return newEvent({ tenantId, connectionId }, arrival, `{"id":${told},"note":"${note}"}`, 'webhook')
  }

  // Each behind the walls, as the owner in a transaction (what is left is the walls), and as the owner in one round trip.
  const works = {
    'point read': {
      walled: (at: number) => db.tenant(tenantId, tx => readEvent(tx, idAt(at))),
      owned: (ask: Ask, at: number) => bareRead(ask, tenantId, idAt(at)),
    },
    'list page of 50': {
      walled: (at: number) =>
        db.tenant(tenantId, tx => listEvents(tx, { limit: 50, after: { id: idAt(at) } })),
      owned: (ask: Ask, at: number) => bareList(ask, tenantId, idAt(at)),
    },
    'intake insert': {
      walled: () => storeEvents(db, [fresh()]),
      owned: (ask: Ask) => bareStore(ask, fresh()),
    },
  }
  const print = table('statement      ', 'way                       ', 'p50 ms', 'p99 ms', 'walls to it')
  for (const [name, { walled, owned }] of Object.entries(works)) {
    const alone = (at: number) => owned(owner, at)
    const within = async (at: number) => {
      const client = await owner.connect()
      try {
        // Pipelined like the product's: begin travels with the statement.
        const begin = client.query('begin')
        await owned(client, at)
        await begin
        await client.query('commit')
      } finally {
        client.release()
      }
    }
    const ways = { 'behind the walls': walled, 'owner, in a transaction': within, 'owner, alone': alone }
    const took = new Map<string, number[]>()
    // In turns, so that whatever else the machine does falls on all of them.
    for (let round = 0; round < rounds; round += 1)
      for (const [way, run] of Object.entries(ways)) {
        const runs = took.get(way) ?? []
        took.set(way, runs)
        for (let at = 0; at < times; at += 1) {
          const begun = performance.now()
          await run(at)
          if (round > 0) runs.push(performance.now() - begun)
        }
      }
    const sorted = new Map([...took].map(([way, runs]) => [way, runs.toSorted((a, b) => a - b)]))
    const walls = quantile(sorted.get('behind the walls') ?? [], 0.5)
    for (const [way, runs] of sorted) {
      const middle = quantile(runs, 0.5)
      print.row(name, way, middle.toFixed(3), quantile(runs, 0.99).toFixed(3), ratio(walls, middle))
    }
  }
} finally {
  await owner.end()
  await db.close()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
