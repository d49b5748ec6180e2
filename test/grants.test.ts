import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Client } from 'pg'
import { migrate, spineMigrations } from '#spine/database/migrations.ts'
import { testDatabase } from './database.ts'

/**
 * What `storewright_jobs`, which sees across tenants, may touch. A line more needs a reason that a reviewer believes:
 * it is what one SQL injection, or one careless statement in `across`, could read of everybody.
 */
const reviewed = [
  'accounts: insert, select',
  'api_keys: select (id, key_hash, tenant_id)',
  'changes: select (tenant_id, xid)',
  'connections: select (connector, door, external_id, id, status, tenant_id)',
  'dead_jobs: select (replayed_at)',
  'events: insert, select (attempts, body_hash, business_key, connection_id, due_at, event_id, id, state, tenant_id, topic, traceparent), update (attempts, due_at)',
  'hook_deliveries: select (attempts, due_at, hook_id, id, lease_until, state, tenant_id, tries), update (attempts, lease_until, tries)',
  'hooks: select (failing_since, id, is_enabled, quiet_until, tenant_id)',
  'passkeys: select (credential_hash, id, tenant_id)',
  'passwords: select (address_hash, member_id, tenant_id)',
  'restores: select (found_at, id, tenant_id)',
  'sessions: select (id, tenant_id, token_hash)',
  'sign_in_links: select (id, tenant_id, token_hash)',
]

const database = await testDatabase(async url => migrate(url, await spineMigrations()))
const client = new Client({ connectionString: database.url })
await client.connect()

after(async () => {
  await client.end()
  await database.drop()
})

test('A8: the role that sees across tenants may do what was reviewed, and no more', async () => {
  assert.deepEqual(await grants('storewright_jobs'), reviewed)
})

test('A8: one more table, column or verb is noticed', async () => {
  for (const grant of [
    'select on members',
    'select (email) on members',
    'select (sealed) on connections',
    'select on events',
    'update on accounts',
    'insert (id) on sessions',
  ]) {
    await client.query('begin')
    await client.query(`grant ${grant} to storewright_jobs`)
    assert.notDeepEqual(await grants('storewright_jobs'), reviewed, grant)
    await client.query('rollback')
  }
})

test('A19: the app rewrites neither audit nor queue', async () => {
  const lines = await grants('storewright_app')
  assert.ok(lines.includes('audit: insert, select'))
  assert.ok(lines.includes('accounts: select, update'))
  const { rows } = await client.query(
    `select privilege_type as verb, column_name as column from information_schema.column_privileges
      where table_schema = 'pgboss' and table_name = 'job' and grantee = 'storewright_app'
        and privilege_type not in ('INSERT') order by column_name`,
  )
  assert.deepEqual(rows, [
    { verb: 'SELECT', column: 'id' },
    { verb: 'SELECT', column: 'name' },
    { verb: 'SELECT', column: 'start_after' },
  ])
})

/** A line per table of ours: whole-table verbs, then verbs with their columns. */
async function grants(role: string): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(
    `with whole as (
       select t.relname, lower(g.privilege_type) as verb from pg_class t, aclexplode(t.relacl) g
        where t.relnamespace = 'public'::regnamespace and g.grantee = $1::regrole
     ), narrow as (
       select t.relname, lower(g.privilege_type) || ' (' || string_agg(a.attname, ', ' order by a.attname) || ')' as verb
         from pg_class t join pg_attribute a on a.attrelid = t.oid, aclexplode(a.attacl) g
        where t.relnamespace = 'public'::regnamespace and g.grantee = $1::regrole
        group by t.relname, g.privilege_type
     )
     select relname || ': ' || string_agg(verb, ', ' order by verb) as line
       from (select * from whole union all select * from narrow) granted group by relname order by relname`,
    [role],
  )
  return rows.map(({ line }) => line)
}
