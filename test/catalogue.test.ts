import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Client } from 'pg'
import { migrate, spineMigrations } from '#spine/database/migrations.ts'
import { breaches, rules } from './database-rules.ts'
import { testDatabase } from './database.ts'

const database = await testDatabase(async url => migrate(url, await spineMigrations()))
const client = new Client({ connectionString: database.url })
await client.connect()

after(async () => {
  await client.end()
  await database.drop()
})

test('A8: the schema keeps every rule', async () => {
  assert.deepEqual(await breaches(client), {})
})

const wall = 'tenant_id = (select tenant())'
const sound = `create table planted (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
  alter table planted enable row level security; alter table planted force row level security;
  create policy own_tenant on planted to storewright_app using (${wall}) with check (${wall});
  grant select, insert, update, delete on planted to storewright_app;`

const plants: readonly { says: RegExp; sql: string; caught: string }[] = [
  { says: /belongs to a tenant/, sql: 'create table planted (id int)', caught: 'planted' },
  {
    says: /belongs to a tenant/,
    sql: `${sound} alter table planted drop constraint planted_pkey; alter table planted alter tenant_id drop not null`,
    caught: 'planted',
  },
  {
    says: /enabled and forced/,
    sql: `${sound} alter table planted disable row level security`,
    caught: 'planted',
  },
  {
    says: /enabled and forced/,
    sql: `${sound} alter table planted no force row level security`,
    caught: 'planted',
  },
  { says: /enabled and forced/, sql: 'alter table accounts no force row level security', caught: 'accounts' },
  { says: /by one policy/, sql: `${sound} drop policy own_tenant on planted`, caught: 'planted' },
  { says: /by one policy/, sql: 'alter policy own_account on accounts using (true)', caught: 'accounts' },
  {
    says: /by one policy/,
    sql: `${sound} alter policy own_tenant on planted with check (true)`,
    caught: 'planted',
  },
  {
    says: /by one policy/,
    sql: 'alter policy own_tenant on data_keys to storewright_jobs',
    caught: 'data_keys',
  },
  {
    says: /no other policy/,
    sql: `${sound} create policy wide on planted for select to storewright_app using (true)`,
    caught: 'planted.wide',
  },
  {
    says: /no other policy/,
    sql: `${sound} create policy everybody on planted using (${wall}) with check (${wall})`,
    caught: 'planted.everybody',
  },
  {
    says: /comes first/,
    sql: `${sound} alter table planted drop constraint planted_pkey; alter table planted add primary key (id, tenant_id)`,
    caught: 'planted_pkey',
  },
  {
    says: /comes first/,
    sql: `${sound} create unique index planted_id on planted (id)`,
    caught: 'planted_id',
  },
  {
    says: /comes first/,
    sql: `${sound} create unique index planted_text on planted ((id::text))`,
    caught: 'planted_text',
  },
  {
    says: /includes the tenant/,
    sql: `create unique index member_alone on members (id);
      create table planted (tenant_id uuid not null, id uuid references members (id), primary key (tenant_id, id))`,
    caught: 'planted_id_fkey',
  },
  {
    says: /maker’s rights/,
    sql: 'create function planted() returns int security definer return 1',
    caught: 'planted',
  },
  { says: /a view sees/, sql: 'create view planted as select id from accounts', caught: 'planted' },
  {
    says: /a view sees/,
    sql: 'create materialized view planted as select id from accounts',
    caught: 'planted',
  },
  { says: /truncate/, sql: 'grant truncate on members to storewright_app', caught: 'members' },
  { says: /truncate/, sql: 'grant truncate on pgboss.job to storewright_jobs', caught: 'job' },
  { says: /granted to everybody/, sql: 'grant select on members to public', caught: 'members' },
  {
    says: /own nothing/,
    sql: `${sound} alter table planted owner to storewright_app`,
    caught: 'storewright_app',
  },
]

for (const { says, sql, caught } of plants)
  test(`a breach is noticed: ${sql.slice(0, 80).replaceAll(/\s+/g, ' ')} … ${says.source}`, async () => {
    assert.ok((await caughtAfter(sql, says)).includes(caught))
  })

test('A8: every rule has a breach planted, and a sound table breaks none', async () => {
  const untried = rules.filter(rule => !plants.some(({ says }) => says.test(rule.says)))
  assert.deepEqual(untried, [])
  assert.deepEqual(await caughtAfter(sound, /./), [])
  assert.deepEqual(
    await caughtAfter('create view planted with (security_invoker) as select id from accounts', /./),
    [],
  )
})

/** What the rules named so say after the statements, which are then taken back. */
async function caughtAfter(sql: string, says: RegExp): Promise<string[]> {
  await client.query('begin')
  try {
    await client.query(sql)
    const found = Object.entries(await breaches(client))
    return found.flatMap(([rule, names]) => (says.test(rule) ? names : []))
  } finally {
    await client.query('rollback')
  }
}
