import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { Client } from 'pg'
import { openDatabase } from '#spine/database/database.ts'
import { startEmbedded } from '#spine/database/embedded/start-embedded.ts'
import { migrate } from '#spine/database/migrations.ts'
import { scanForGaps } from '#spine/events/gap-scan.ts'
import { allMigrations } from '../migrated.ts'
import { world, type World } from '../world.ts'
import { atRest, openWrites, ticketed } from './desk-ledger.ts'
import { install } from './install.ts'
import { figure } from './figure.ts'
import { numberFrom } from './seeded.ts'

const orders = numberFrom('FAULTS_RESTORED', 12, 100)
const secretKey = Buffer.alloc(32, 7).toString('base64')

test(`A14: a backup amid ${orders} orders, restored after all of them were told: nothing is told twice`, async t => {
  const home = await mkdtemp(join(tmpdir(), 'sw-restore-'))
  t.after(() => rm(home, { recursive: true, force: true }))
  const [before, after, backup] = [join(home, 'before'), join(home, 'after'), join(home, 'backup')]
  const server = await startEmbedded({ dataFolder: join(before, 'postgres'), durable: false })
  await migrate(server.url, await allMigrations())
  await using shop = await world({
    database: { url: server.url, drop: () => server.stop() },
    stock: { MUG: { Main: 0 } },
    shopify: { webhooks: { retryMs: 100 } },
  })
  const settings = { SECRET_KEYS: secretKey, PORT: new URL(shop.url).port, WORKER_CONCURRENCY: '4' }

  // Some tickets are written, some are being written, of some orders nobody has heard, when the backup is taken.
  const names = place(shop, Math.ceil(orders / 3))
  await shop.until('some tickets are written', () => ticketed(shop).length >= names.length / 2)
  // Longer than any machine takes for a backup: what is asked of it meanwhile stays in doubt.
  shop.gorgias.faults.plan({ kind: 'hang', ms: 60_000, commits: true }, orders, { path: '/api/tickets' })
  names.push(...place(shop, Math.ceil(orders / 3)))
  await shop.until('one more is begun', async () => (await openWrites(shop)) > 0)
  const taken = await install({ ...settings, STOREWRIGHT_DATA: before }).run('backup', backup)
  assert.equal(taken['method'], 'files')
  const then = ticketed(shop).length
  shop.gorgias.faults.clear()
  names.push(...place(shop, Math.floor(orders / 3)))
  await atRest(shop)
  assert.deepEqual(ticketed(shop), names.toSorted())
  const lost = await rows(server.url)
  await shop.jobs.stop()
  await shop.closeDoor()

  const restored = install({ ...settings, STOREWRIGHT_DATA: after })
  const begun = performance.now()
  const checked = await restored.run('restore', backup)
  const restoredMs = performance.now() - begun
  assert.deepEqual([checked['audit'], checked['credentials'], checked['unopened']], ['whole', 2, 0])
  await assert.rejects(restored.run('restore', backup), /is there already/)
  await using anew = await reopen(join(after, 'postgres'))
  const found = await rows(anew.url)
  assert.deepEqual(found.tables, lost.tables)
  for (const table of ['accounts', 'members', 'connections', 'data_keys', 'settings'])
    assert.equal(found.counts[table], lost.counts[table], table)
  for (const table of ['audit', 'intents', 'events', 'backorder_cases'])
    assert.ok((found.counts[table] ?? 0) <= (lost.counts[table] ?? 0), table)
  assert.ok((found.counts['backorder_cases'] ?? 0) < names.length, 'the backup was taken when all was told')

  const starting = performance.now()
  await using running = await restored.start()
  assert.ok(running)
  const seconds = (restoredMs + performance.now() - starting) / 1000
  await using db = disposable(openDatabase({ url: anew.url }))
  const later: World = { ...shop, db }
  // What the shop told meanwhile is found by the scan that comes every quarter of an hour.
  const scanned = await scanForGaps(
    { ...shop.engine.connecting, db },
    shop.owner.tenantId,
    shop.shopConnection,
  )
  assert.ok(scanned.found > 0)
  await shop.until(
    'every order has its ticket in our books',
    async () => (await known(later)) === names.length,
    120,
  )
  await atRest(later)
  assert.deepEqual(ticketed(shop), names.toSorted())
  assert.ok(Number(checked['doubted']) > 0, 'no write was under way when the backup was taken')
  const reconciled = await db.tenant(shop.owner.tenantId, tx =>
    tx.query(`select 1 as one from audit where outcome = 'succeeded (reconciled)'`),
  )
  figure(
    t,
    'P14',
    `restored and serving in ${seconds.toFixed(1)} s from ${taken['bytes']} bytes; ${found.tables.length} tables and their rows there, audit ${checked['audit']}, ${checked['credentials']} of ${Number(checked['credentials']) + Number(checked['unopened'])} credentials decrypted; ${then} of ${names.length} tickets at the backup, ${checked['doubted']} writes in doubt, ${reconciled.length} found written, 0 doubled`,
  )
})

function place(shop: World, count: number): string[] {
  const lines = [{ sku: 'MUG', quantity: 1, location: 'Main' }]
  return Array.from({ length: count }, (_, at) => {
    const email = `c${at}-${shop.gorgias.ledger.entries().length}@example.com`
    return shop.shopify.shop.orders.place({ lines, email }).name
  })
}

async function known(shop: World): Promise<number> {
  const found = await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query('select 1 as one from backorder_tickets where ticket is not null'),
  )
  return found.length
}

async function rows(url: string): Promise<{ tables: string[]; counts: Record<string, number> }> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const found = await client.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
    )
    const tables = found.rows.map(({ name }) => name)
    const counts: Record<string, number> = {}
    for (const name of tables) {
      const counted = await client.query<{ n: number }>(`select count(*)::int as n from ${name}`)
      counts[name] = counted.rows[0]?.n ?? 0
    }
    return { tables, counts }
  } finally {
    await client.end()
  }
}

async function reopen(dataFolder: string): Promise<AsyncDisposable & { url: string }> {
  const server = await startEmbedded({ dataFolder })
  return { url: server.url, [Symbol.asyncDispose]: () => server.stop() }
}

function disposable<T extends { close(): Promise<void> }>(one: T): T & AsyncDisposable {
  return { ...one, [Symbol.asyncDispose]: () => one.close() }
}
