import assert from 'node:assert/strict'
import test from 'node:test'
import { openAnchoring } from '#spine/audit/anchoring.ts'
import { headKeys } from '#spine/audit/head-keys.ts'
import type { SignedHead } from '#spine/audit/heads.ts'
import { verifyAudit } from '#spine/audit/verify.ts'
import { tick } from '../../../../test/waiting/tick.ts'
import { world, type World } from '../../../../test/world.ts'
import { scheduleTicks } from '../ticks.ts'

const schedules = async (shop: World, like = '%') => {
  const rows = await shop.db.across(tx =>
    tx.query<{ key: string; cron: string; timezone: string }>(
      'select key, cron, timezone from pgboss.schedule where key like $1 order by key',
      [like],
    ),
  )
  return rows.map(({ key, cron, timezone }) => `${key} ${cron} ${timezone}`)
}

test('the house itself watches every minute, looks for gaps every quarter of an hour, sweeps keys hourly, and keeps up daily', async () => {
  await using shop = await world()
  await scheduleTicks({ ...shop.engine, jobs: shop.jobs })
  assert.deepEqual(
    (await schedules(shop)).filter(one => !one.includes('/')),
    [
      'anchor 53 * * * * UTC',
      'gap_scan 7,22,37,52 * * * * UTC',
      'pass_on * * * * * UTC',
      'sweep 51 4 * * * UTC',
      'sweep_hourly 41 * * * * UTC',
      'upkeep 23 3 * * * UTC',
      'watch * * * * * UTC',
    ],
  )
})

test('what has had its time is swept, and nothing else', async () => {
  await using shop = await world()
  const { tenantId } = shop.owner
  await shop.db.tenant(tenantId, async tx => {
    for (const hours of [0, 23, 25, 100])
      await tx.query(
        `insert into idempotency_keys (tenant_id, route, key, body_hash, created_at)
         values ($1, 'POST /v1/x', $2, '\\x00', now() - $3::int * interval '1 hour')`,
        [tenantId, `key ${hours}`, hours],
      )
    for (const minutes of [-5, 5])
      await tx.query(
        `insert into grants_begun (tenant_id, id, state_hash, browser, connector, account, redirect_uri, sealed, expires_at)
         values ($1, gen_random_uuid(), $2, 'b', 'shopify', $3, 'u', 's', now() + $4::int * interval '1 minute')`,
        [tenantId, Buffer.from([minutes + 10]), `ends in ${minutes}`, minutes],
      )
  })
  await shop.db.across(tx =>
    shop.jobs.add(tx, [{ queue: 'ticks', tenantId: null, data: { tick: 'sweep_hourly' } }]),
  )
  const left = () =>
    shop.db.tenant(tenantId, async tx => [
      ...(await tx.query<{ name: string }>('select key as name from idempotency_keys order by created_at')),
      ...(await tx.query<{ name: string }>('select account as name from grants_begun')),
    ])
  await shop.until('it is swept', async () => (await left()).length === 3)
  assert.deepEqual(
    (await left()).map(({ name }) => name),
    ['key 23', 'key 0', 'ends in 5'],
  )
})

test('the hourly tick signs the newest record of the audit', async () => {
  await using shop = await world()
  const heads: SignedHead[] = []
  const store = {
    place: 'memory',
    add: async (head: SignedHead) => void heads.push(head),
    read: async function* () {},
  }
  const keys = headKeys([Buffer.alloc(32, 5).toString('base64')])
  const anchoring = openAnchoring({ db: shop.db, store, keys })
  await tick(shop, 'anchor', { anchoring })
  const verdict = await verifyAudit(shop.db, shop.owner.tenantId)
  assert.deepEqual(
    heads.map(({ tenant, seq, hash }) => ({ tenant, seq, hash })),
    [{ tenant: shop.owner.tenantId, seq: verdict.records, hash: verdict.isWhole && verdict.head }],
  )
})
