import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { noticeRestore } from '#spine/backup/notice-restore.ts'
import { restoreBackup } from '#spine/backup/restore-backup.ts'
import { takeBackup, type Install } from '#spine/backup/take-backup.ts'
import { openDatabase } from '#spine/database/database.ts'
import { migrate } from '#spine/database/migrations.ts'
import { openAccount } from '#spine/connections/accounts.ts'
import { allMigrations } from '../migrated.ts'
import { world } from '../world.ts'
import { installed, ownServer } from './own-server.ts'

const skip = installed === undefined && 'this machine has no PostgreSQL with pg_dump of its own'

test(
  'what pg_dump saved of a server of one’s own is restored whole into an empty database',
  { skip },
  async t => {
    const home = await mkdtemp(join(tmpdir(), 'sw-dump-'))
    t.after(() => rm(home, { recursive: true, force: true }))
    await using server = await ownServer(installed ?? '')
    const [before, after] = [await server.create('before'), await server.create('after')]
    await migrate(before, await allMigrations())
    const installOf = (databaseUrl: string, dataFolder: string): Install => ({
      databaseUrl,
      dataFolder,
      auditAnchor: join(dataFolder, 'heads.ndjson'),
      secretKeys: [Buffer.alloc(32, 7).toString('base64')],
    })
    const backup = join(home, 'backup')
    await using shop = await world({
      database: { url: before, drop: async () => {} },
      stock: { MUG: { Main: 0 } },
    })
    shop.shopify.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 1, location: 'Main' }] })
    await shop.until('it is told', () => shop.gorgias.tickets.length === 1)
    await shop.settle()
    await shop.jobs.stop()

    const taken = await takeBackup(installOf(before, home), backup)
    assert.equal(taken.method, 'dump')
    const restored = installOf(after, join(home, 'after'))
    await restoreBackup(restored, backup)
    await assert.rejects(restoreBackup(restored, backup), /is not empty/)

    const db = openDatabase({ url: after })
    try {
      assert.equal((await noticeRestore(db)).length, 1, 'it is known for a copy')
      const { tenantId } = shop.owner
      const copied = { ...shop.engine.connecting, db }
      const { credentials } = await openAccount(copied, tenantId, shop.shopConnection)
      assert.equal(Object(credentials).accessToken, shop.shopify.accessToken)
      const kept = ['events', 'intents', 'connections', 'backorder_cases', 'backorder_tickets', 'members']
      for (const table of kept) {
        const of = async (database: string) =>
          (await server.query(database, `select t::text as row from ${table} t order by 1`)).rows.length
        assert.equal(await of('after'), await of('before'), table)
        assert.ok((await of('after')) > 0, table)
      }
      // The walls stand in the copy, too: who names no merchant sees no row.
      await assert.rejects(
        server.query('after', 'set role storewright_app; truncate events'),
        /permission denied/,
      )
      const { rows } = await server.query(
        'after',
        `select bool_and(relforcerowsecurity) as held from pg_class where relname in ('events', 'intents')`,
      )
      assert.equal(rows[0]?.['held'], true)
      assert.deepEqual(await migrate(after, await allMigrations()), [], 'nothing is left to migrate')
    } finally {
      await db.close()
    }
  },
)
