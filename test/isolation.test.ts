import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Client } from 'pg'
import { type Database, openDatabase } from '#spine/database/database.ts'
import { migrate, spineMigrations } from '#spine/database/migrations.ts'
import { createAccount } from '#spine/tenancy/accounts.ts'
import { type TestDatabase, testDatabase } from './database.ts'

const migrated = async (url: string) => migrate(url, await spineMigrations())
let database: TestDatabase
let db: Database
let tenants: string[] = []

before(async () => {
  database = await testDatabase(migrated)
  db = openDatabase({ url: database.url, poolSize: 4 })
  for (const name of ['mugs', 'cups']) {
    const { tenantId } = await createAccount(db, { name, ownerEmail: `owner@${name}.test` })
    tenants = [...tenants, tenantId]
  }
})

after(async () => {
  await db.close()
  await database.drop()
})

test('A9: 500 interleaved transactions of two tenants on four connections, many aborted, see no foreign row', async () => {
  const runs = Array.from({ length: 500 }, (_, n) => visit(n))
  const visits = (await Promise.allSettled(runs)).map(run =>
    run.status === 'fulfilled' ? run.value : run.reason,
  )
  assert.deepEqual(
    visits.filter(seen => seen !== 'own' && !(seen instanceof Error)),
    [],
  )
  const aborts = visits.filter(seen => seen instanceof Error)
  assert.ok(aborts.every(error => /planned|division by zero|row-level security/.test(error.message)))
  assert.equal(aborts.length, 300)
})

/** Two of five visits end well; the others throw, divide by zero, or write into the other tenant. */
async function visit(n: number): Promise<string> {
  const [mine = '', other = ''] = n % 2 ? tenants : tenants.toReversed()
  return db.tenant(mine, async tx => {
    const rows = await tx.query<{ tenant_id: string }>('select tenant_id from members')
    if (rows.length !== 1 || rows.some(row => row.tenant_id !== mine))
      return `foreign or missing rows: ${rows.length}`
    if (n % 5 === 2) throw new Error('planned')
    if (n % 5 === 3) await tx.query('select 1 / 0')
    if (n % 5 === 4) await tx.query(`insert into steps values ($1, 'a', 'b', '{}')`, [other])
    const [account, ...more] = await tx.query<{ id: string }>('select id from accounts')
    return account?.id === mine && more.length === 0 ? 'own' : 'another account'
  })
}

test('A9: were the wall down, the same visit would notice', async () => {
  const client = new Client({ connectionString: database.url })
  await client.connect()
  try {
    await client.query('alter table members disable row level security')
    assert.equal(await visit(0), 'foreign or missing rows: 2')
  } finally {
    await client.query('alter table members enable row level security').finally(() => client.end())
  }
})

test('A9: without a tenant there is no row, and none can be written', async () => {
  const client = new Client({ connectionString: database.url, options: '-c role=storewright_app' })
  await client.connect()
  try {
    for (const said of [`select 1`, `set app.tenant = ''`]) {
      await client.query(said)
      assert.equal((await client.query('select from members')).rowCount, 0)
      assert.equal((await client.query('update members set name = $1', ['mine'])).rowCount, 0)
      await assert.rejects(
        client.query(`insert into steps values ($1, 'a', 'b', '{}')`, [tenants[0]]),
        /row-level security/,
      )
    }
  } finally {
    await client.end()
  }
})

test('A8: a tenant cannot update or delete what is not its own, nor hand its rows over', async () => {
  const [mugs = '', cups = ''] = tenants
  await db.tenant(mugs, async tx => {
    const touched = await tx.query('update members set name = $1 where tenant_id = $2 returning id', [
      'x',
      cups,
    ])
    const deleted = await tx.query('delete from members where tenant_id = $1 returning id', [cups])
    assert.deepEqual([touched, deleted], [[], []])
  })
  await assert.rejects(
    db.tenant(mugs, tx => tx.query('update members set tenant_id = $1', [cups])),
    /row-level security/,
  )
})

test('an error that was swallowed still fails the transaction', async () => {
  const [mugs = ''] = tenants
  const run = db.tenant(mugs, async tx => {
    await tx.query(`insert into steps (tenant_id, job, step, result) values ($1, 'kept', 'b', '{}')`, [mugs])
    await tx.query('select 1 / 0').catch(() => {})
  })
  await assert.rejects(run, /had failed before its commit/)
  const kept = await db.tenant(mugs, tx => tx.query(`select from steps where job = 'kept'`))
  assert.deepEqual(kept, [])
})

test('A9: a tenant id that is no UUID is refused before a statement', async () => {
  assert.throws(() => db.tenant(`' or true --`, async () => 1), TypeError)
})
