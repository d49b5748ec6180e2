import assert from 'node:assert/strict'
import test from 'node:test'
import { gunzipSync } from 'node:zlib'
import { Client } from 'pg'
import { askExport, workExport } from '#spine/export/asked-exports.ts'
import { Backorders } from '#src/solutions/backorders/solution.ts'
import { Orders } from '#src/solutions/orders/solution.ts'
import { readId } from '#spine/ids.ts'
import { openJobs } from '#spine/jobs/jobs.ts'
import { holdsOf } from '#spine/solutions/holds.ts'
import { workTick } from '#spine/solutions/ticks.ts'
import { world, type World } from '../world.ts'

/** An export comes no further than to this table until it is let go. */
async function holdUp(shop: World) {
  const client = new Client({ connectionString: shop.databaseUrl })
  await client.connect()
  await client.query('begin')
  await client.query('lock table notifications in access exclusive mode')
  return async () => {
    await client.query('rollback')
    await client.end()
  }
}

const waiting = (shop: World, count: number) =>
  shop.until(`${count} wait for the table`, async () => {
    const rows = await shop.db.tenant(shop.owner.tenantId, tx =>
      tx.query(
        `select pid from pg_locks where not granted and relation = 'notifications'::regclass and locktype = 'relation'`,
      ),
    )
    return rows.length === count
  })

const asker = ({ owner }: World) => ({ ...owner, session: { id: 'ses_1', ageSeconds: 0 } })

const ask = (shop: World, add: Parameters<typeof askExport>[1]) =>
  shop.db.tenant(shop.owner.tenantId, tx => askExport(tx, add, asker(shop), readId('mem', shop.owner.id)))

const stateOf = async (shop: World) => {
  const [row] = await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query<{ state: string; attempt: number }>('select state, attempt from exports'),
  )
  return row
}

test('an export that takes longer than an attempt may is begun once, and goes on to its end', async () => {
  await using shop = await world({ isEmpty: true })
  await shop.jobs.stop()
  const { tenantId } = shop.owner
  const over = Promise.withResolvers<void>()
  let others = 0
  const jobs = openJobs({
    db: shop.db,
    url: shop.databaseUrl,
    isWorker: true,
    attemptSeconds: 1,
    onError: () => {},
  })
  jobs.work('long', job => workTick({ ...shop.engine, jobs }, job))
  // What is not long is taken for hung after that time, and begun anew beside itself.
  jobs.work('ticks', async () => {
    others += 1
    await over.promise
  })
  const letGo = await holdUp(shop)
  try {
    await jobs.start()
    await shop.db.tenant(tenantId, tx =>
      jobs.add(tx, [{ queue: 'ticks', tenantId, lane: 'other', data: {} }]),
    )
    await ask(shop, jobs.add)
    await waiting(shop, 1)
    await shop.until('the other is begun again', () => others > 1)
  } finally {
    over.resolve()
    await letGo()
  }
  await shop.until('it is ready', async () => (await stateOf(shop))?.state === 'ready')
  assert.equal((await stateOf(shop))?.attempt, 1)
  await jobs.stop()
})

test('of two attempts at once the later makes the export, and the other leaves nothing in it', async () => {
  await using shop = await world({ isEmpty: true })
  const { id } = await ask(shop, async () => {})
  const letGo = await holdUp(shop)
  const attempts: Promise<void>[] = []
  for (const count of [1, 2]) {
    attempts.push(workExport(shop.db, holdsOf([Backorders, Orders]), shop.owner.tenantId, id))
    await waiting(shop, count)
  }
  await letGo()
  await Promise.all(attempts)
  assert.deepEqual(await stateOf(shop), { state: 'ready', attempt: 2 })
  const parts = await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query<{ body: Buffer }>('select body from export_parts order by number'),
  )
  const tar = gunzipSync(Buffer.concat(parts.map(({ body }) => body)))
  assert.equal(tar.toString('latin1').split('storewright-export/manifest.json').length, 2)
})
