import assert from 'node:assert/strict'
import { appendFile, mkdtemp, readFile, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { Backorders } from '#src/solutions/backorders/solution.ts'
import { Orders } from '#src/solutions/orders/solution.ts'
import { verifyAudit } from '#spine/audit/verify.ts'
import { openDatabase } from '#spine/database/database.ts'
import { exportAccount } from '#spine/export/export-account.ts'
import { importAccount } from '#spine/export/import-account.ts'
import { exportedTables, leftOut } from '#spine/export/tables.ts'
import { holdsOf } from '#spine/solutions/holds.ts'
import { writesIn } from '../faults/desk-ledger.ts'
import { migratedDatabase } from '../migrated.ts'
import { browser } from '../signed-in.ts'
import { world } from '../world.ts'

const holds = holdsOf([Backorders, Orders])

test('A6: what is exported and imported is what was there, without any secret', async t => {
  const home = await mkdtemp(join(tmpdir(), 'sw-export-'))
  t.after(() => rm(home, { recursive: true, force: true }))
  await using shop = await world({ stock: { MUG: { Main: 0 } } })
  const { tenantId } = shop.owner
  for (const email of ['ana@example.com', 'björn@example.com'])
    shop.shopify.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 1, location: 'Main' }], email })
  await shop.until(
    'both are told',
    () => shop.gorgias.ledger.entries({ kind: 'ticket.created' }).length === 2,
  )
  await shop.settle()
  const unfinished = ['proposed', 'waiting', 'sending', 'unknown', 'needs_person']
  await shop.until('both are known', async () => (await writesIn(shop, ...unfinished)) === 0)
  await shop.jobs.stop()
  const [first, second] = [join(home, 'first'), join(home, 'second')]
  const manifest = await exportAccount(shop.db, tenantId, first, holds)

  await using database = await migratedDatabase()
  const db = openDatabase({ url: database.url })
  try {
    await importAccount({ db, add: shop.engine.add }, first, holds)
    const again = await exportAccount(db, tenantId, second, holds)
    // The audit goes on: the import itself is on record.
    const same = ({ tables }: typeof manifest) => tables.filter(({ table }) => table !== 'audit')
    assert.deepEqual(same(again), same(manifest))
    const audits = await Promise.all([first, second].map(f => readFile(join(f, 'audit.ndjson'), 'utf8')))
    assert.ok(audits[1]?.startsWith(audits[0] ?? '?'))
    assert.equal((await verifyAudit(db, tenantId)).isWhole, true)
    const filled = manifest.tables.filter(({ rows }) => rows > 0).map(({ table }) => table)
    for (const table of ['accounts', 'members', 'events', 'intents', 'audit_personal', 'backorder_tickets'])
      assert.ok(filled.includes(table), table)
    await assert.rejects(importAccount({ db, add: shop.engine.add }, first, holds), /has an account already/)
  } finally {
    await db.close()
  }
  const all = await Promise.all(
    manifest.tables.map(({ table }) => readFile(join(first, `${table}.ndjson`), 'utf8')),
  )
  for (const secret of [shop.shopify.accessToken, shop.shopify.clientSecret, shop.gorgias.apiKey, 'v1|'])
    assert.ok(!all.join('').includes(secret))
  assert.ok(all.join('').includes('björn@example.com'))
})

test('every table of the map is exported or left out for a reason, and no secret has a column', async () => {
  await using database = await migratedDatabase()
  const db = openDatabase({ url: database.url })
  try {
    const tables = await db.tenant('00000000-0000-4000-8000-000000000000', tx => exportedTables(tx, holds))
    const named = [...tables.map(({ table }) => table), ...Object.keys(leftOut)].toSorted()
    assert.deepEqual(named, [...new Set(['accounts', ...holds.map(({ table }) => table)])].toSorted())
    const secret = tables.flatMap(({ table, columns }) =>
      columns
        .filter(name =>
          /seal|token|secret|password|challenge|public_key|wrapped|key_hash|door|prefix/.test(name),
        )
        .map(name => `${table}.${name}`),
    )
    assert.deepEqual(secret, [])
  } finally {
    await db.close()
  }
})

test('an export that was altered or cut short is refused', async t => {
  const home = await mkdtemp(join(tmpdir(), 'sw-export-'))
  t.after(() => rm(home, { recursive: true, force: true }))
  await using shop = await world()
  const folder = join(home, 'one')
  await exportAccount(shop.db, shop.owner.tenantId, folder, holds)
  await appendFile(join(folder, 'members.ndjson'), '{}\n')
  const refused = (message: RegExp) =>
    assert.rejects(importAccount(shop.engine, folder, holds), { code: 'invalid_input', message })
  await refused(/members\.ndjson is not as it was/)
  await rm(join(folder, 'members.ndjson'))
  await refused(/members\.ndjson is not as it was/)
  await truncate(join(folder, 'manifest.json'), 100)
  await refused(/is no export, or one that was cut short/)
})

test('a member who signed in a moment ago asks for an export at the door, and fetches it for a day', async () => {
  await using shop = await world()
  const { tenantId } = shop.owner
  const { send } = await browser(shop)
  const asked = await send('POST', '/v1/exports', '{}')
  assert.equal(asked.status, 202, asked.text)
  const { id } = Object(JSON.parse(asked.text))
  assert.equal((await send('POST', '/v1/exports', '{}')).status, 409)
  const list = async () => Object(JSON.parse((await send('GET', '/v1/exports')).text)).data
  await shop.until('it is ready', async () => (await list())[0]?.state === 'ready')
  const file = await send('GET', `/v1/exports/${id}/file`)
  assert.deepEqual([file.status, file.headers.get('content-type')], [200, 'application/gzip'])
  const told = (deed: string) =>
    shop.db.tenant(tenantId, tx => tx.query('select 1 as one from audit where deed = $1', [deed]))
  assert.equal((await told('export.fetched')).length, 1)
  // A session that is old is not enough, neither to ask nor to fetch; nor is one of another account's.
  const age = (sql: string) => shop.db.tenant(tenantId, tx => tx.query(sql))
  await age(`update sessions set created_at = now() - interval '16 minutes'`)
  assert.equal((await send('POST', '/v1/exports', '{}')).status, 403)
  assert.equal((await send('GET', `/v1/exports/${id}/file`)).status, 403)
  await age('update sessions set created_at = now()')
  await age(`update exports set expires_at = now() - interval '1 second'`)
  assert.equal((await send('GET', `/v1/exports/${id}/file`)).status, 404)
  assert.deepEqual(await list(), [])
})
