import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { searchPath } from '../database/embedded/identity.ts'
import { Refusal } from '../refusal.ts'

const run = promisify(execFile)

/** Dumps a database by PostgreSQL's own pg_dump, compressed, as one moment. Throws Refusal `unsupported` where that cannot be. */
export async function dump(url: string, to: string): Promise<void> {
  await mustPassWalls(url)
  await program('pg_dump', ['--format=custom', '--no-owner', `--file=${to}`], url)
}

/** Fills an empty database from such a dump: all of it or, when anything fails, nothing. */
export async function restoreDump(url: string, from: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('public', 'pgboss') and c.relkind in ('r', 'p') limit 1`,
    )
    if (rows[0])
      throw new Refusal(
        'conflict',
        `The database is not empty: it has a table ${rows[0].name}. Make a new one.`,
      )
    await client.query(roles)
  } finally {
    await client.end()
  }
  const target = ['--no-owner', '--single-transaction', '--exit-on-error', `--dbname=${plain(url)}`]
  await program('pg_restore', [...target, from], url)
}

// Roles belong to the server, so a dump of a database has their grants but not themselves.
const roles = `
  do $$ begin create role storewright_app nologin nobypassrls; exception when duplicate_object or unique_violation then null; end $$;
  do $$ begin create role storewright_jobs nologin nobypassrls; exception when duplicate_object or unique_violation then null; end $$;
  do $$ begin
    if not pg_has_role(current_user, 'storewright_jobs', 'member') or not pg_has_role(current_user, 'storewright_app', 'member')
      then execute format('grant storewright_app, storewright_jobs to %I', current_user); end if;
  end $$;`

// Our row-level security holds the owner, too: without this right a dump would be refused at the first table.
async function mustPassWalls(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string; may: boolean }>(
      'select rolname as name, rolsuper or rolbypassrls as may from pg_roles where rolname = current_user',
    )
    if (rows[0] && !rows[0].may)
      throw new Refusal(
        'unsupported',
        `${rows[0].name} may not read past row-level security, as a backup must: let an administrator run \`alter role "${rows[0].name}" bypassrls\`.`,
      )
  } finally {
    await client.end()
  }
}

async function program(name: string, args: readonly string[], url: string): Promise<void> {
  await run(name, name === 'pg_dump' ? [...args, plain(url)] : [...args], {
    env: { PATH: `${searchPath}:/opt/homebrew/bin`, PGPASSWORD: decodeURIComponent(new URL(url).password) },
    maxBuffer: 1 << 24,
  }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new Refusal(
        'unsupported',
        `${name} is not installed here. It comes with PostgreSQL's client programs (Debian: postgresql-client), of the server's version or newer.`,
      )
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
    throw new Error(`${name} failed: ${said.slice(-1500)}`)
  })
}

// The password is not for the list of processes.
function plain(url: string): string {
  const bare = new URL(url)
  bare.password = ''
  return bare.href
}
