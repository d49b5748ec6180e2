import type { Client } from 'pg'

// Global on purpose: secrets and doors are found before it is known whose they are.
const globalUniques = [
  'api_keys_key_hash_key',
  'connections_door_key',
  'sessions_token_hash_key',
  'sign_in_links_token_hash_key',
]
/** Tables that belong to the house. `accounts` is the list of tenants itself, and walled by its own id. */
const houseTables = ['accounts', 'schema_migrations']

interface Rule {
  readonly says: string
  /** Gives the names of what breaks the rule, in a column `name`. */
  readonly sql: string
}

/** What holds for every table, whoever adds it. */
export const rules: readonly Rule[] = [
  {
    says: 'every table belongs to a tenant or is known as one of the house',
    sql: `select relname as name from pg_class t where ${isOurs('t')} and relkind in ('r', 'p')
      and relname <> all (${array(houseTables)}) and not exists (
        select from pg_attribute where attrelid = t.oid and attname = 'tenant_id' and attnotnull and not attisdropped)`,
  },
  {
    says: 'row-level security is enabled and forced on every table with tenants in it',
    sql: `select relname as name from pg_class t where ${isWalled('t')} and not (relrowsecurity and relforcerowsecurity)`,
  },
  {
    says: 'storewright_app sees the rows of its tenant, by one policy',
    sql: `select relname as name from pg_class t where ${isWalled('t')} and 1 <> (
        select count(*) from pg_policy p where p.polrelid = t.oid and p.polpermissive and p.polcmd = '*'
          and 'storewright_app'::regrole = any (p.polroles)
          and pg_get_expr(p.polqual, t.oid) = ${wall('t')} and pg_get_expr(p.polwithcheck, t.oid) = ${wall('t')})`,
  },
  {
    says: 'no other policy opens a table to storewright_app or to everybody',
    sql: `select t.relname || '.' || p.polname as name from pg_policy p join pg_class t on t.oid = p.polrelid
      where ${isOurs('t')} and p.polpermissive and p.polroles && array[0::oid, 'storewright_app'::regrole::oid]
        and (p.polroles <> array['storewright_app'::regrole::oid]
          or pg_get_expr(p.polqual, t.oid) is distinct from ${wall('t')}
          or pg_get_expr(p.polwithcheck, t.oid) is distinct from ${wall('t')})`,
  },
  {
    says: 'the tenant comes first in every primary key and unique index',
    sql: `select i.relname as name from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
      where ${isOurs('t')} and t.relname <> all (${array(houseTables)}) and x.indisunique
        and i.relname <> all (${array(globalUniques)})
        and coalesce((select attname from pg_attribute where attrelid = t.oid and attnum = x.indkey[0]), '') <> 'tenant_id'`,
  },
  {
    says: 'a reference from one tenant table to another includes the tenant',
    sql: `select c.conname as name from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_class u on u.oid = c.confrelid
      where c.contype = 'f' and ${isOurs('t')} and u.relname <> all (${array(houseTables)}) and not exists (
        select from unnest(c.conkey, c.confkey) pair (ours, theirs)
          join pg_attribute a on a.attrelid = t.oid and a.attnum = pair.ours and a.attname = 'tenant_id'
          join pg_attribute b on b.attrelid = u.oid and b.attnum = pair.theirs and b.attname = 'tenant_id')`,
  },
  {
    says: 'no function runs with its maker’s rights',
    sql: `select proname as name from pg_proc where prosecdef and pronamespace in ('public'::regnamespace, 'pgboss'::regnamespace)`,
  },
  {
    says: 'a view sees what its reader may see, and nothing is kept from others’ rows',
    sql: `select relname as name from pg_class t where ${isOurs('t')} and (relkind = 'm'
      or relkind = 'v' and not coalesce(reloptions, '{}') && array['security_invoker=true', 'security_invoker=on'])`,
  },
  {
    says: 'nobody but the owner may truncate',
    sql: `select t.relname as name from pg_class t, aclexplode(t.relacl) g where g.privilege_type = 'TRUNCATE'
      and g.grantee <> t.relowner and t.relnamespace in ('public'::regnamespace, 'pgboss'::regnamespace)`,
  },
  {
    says: 'nothing is granted to everybody',
    sql: `select t.relname as name from pg_class t, aclexplode(t.relacl) g where g.grantee = 0 and ${isOurs('t')}`,
  },
  {
    says: 'our roles own nothing, log in nowhere and walk past no wall',
    sql: `select rolname as name from pg_roles r where rolname in ('storewright_app', 'storewright_jobs')
      and (rolsuper or rolbypassrls or rolcanlogin or rolcreaterole or rolcreatedb
        or exists (select from pg_class where relowner = r.oid)
        or exists (select from pg_auth_members where member = r.oid))`,
  },
]

/** The rules that do not hold, each with the names of what breaks it. */
export async function breaches(client: Client): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const { says, sql } of rules) {
    const { rows } = await client.query<{ name: string }>(sql)
    if (rows.length > 0) found[says] = rows.map(({ name }) => name).toSorted()
  }
  return found
}

function isOurs(table: string): string {
  return `${table}.relnamespace = 'public'::regnamespace`
}

function isWalled(table: string): string {
  return `${isOurs(table)} and ${table}.relkind in ('r', 'p') and (${table}.relname = 'accounts' or exists (
    select from pg_attribute where attrelid = ${table}.oid and attname = 'tenant_id' and not attisdropped))`
}

/** How PostgreSQL spells our policy. */
function wall(table: string): string {
  const spelt = (column: string) => `'(${column} = ( SELECT tenant() AS tenant))'`
  return `(case ${table}.relname when 'accounts' then ${spelt('id')} else ${spelt('tenant_id')} end)`
}

function array(names: readonly string[]): string {
  return `array[${names.map(name => `'${name}'`).join(', ')}]`
}
