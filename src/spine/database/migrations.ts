import { readFile, readdir } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { getConstructionPlans, PgBoss } from 'pg-boss'

/** One forward step of the schema. Names sort in the order of running and are never renamed. */
export interface Migration {
  readonly name: string
  readonly sql: string
}

const ours = new URL('./migrations/', import.meta.url)

/** The spine's own migrations; those of the solutions follow them. */
export async function spineMigrations(): Promise<Migration[]> {
  const files = (await readdir(ours)).filter(file => file.endsWith('.sql')).sort()
  return Promise.all(
    files.map(async file => ({
      name: file.slice(0, -'.sql'.length),
      sql: await readFile(new URL(file, ours), 'utf8'),
    })),
  )
}

/**
 * Brings the schema up to date and returns the names of what ran. Several processes may call at once: an advisory lock lets one
 * work while the others wait and then find nothing to do. Each step is one transaction; a failed one leaves no trace. A step that
 * finds its tables in use gives way and comes again for some minutes, so that the old version can go on working beside it.
 */
export async function migrate(ownerUrl: string, migrations: readonly Migration[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'storewright-migrate' })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('storewright.migrate'))`)
    await client.query(
      `create table if not exists schema_migrations (name text primary key, ran_at timestamptz not null default now())`,
    )
    const { rows } = await client.query<{ name: string }>('select name from schema_migrations')
    const done = new Set(rows.map(row => row.name))
    const missing = migrations.filter(migration => !done.has(migration.name))
    for (const migration of missing) await run(client, migration)
    await migrateQueue(ownerUrl, client)
    return missing.map(migration => migration.name)
  } finally {
    await client.end()
  }
}

// Whoever waits for a table keeps all others from it meanwhile: webhooks can wait so long, and no longer.
const lockTimeout = '1s'
const mostTries = 120
const pauseMs = 500

async function run(client: pg.Client, migration: Migration): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt(client, migration)
    } catch (error) {
      if (tries < mostTries && isLockedOut(error)) await pause(pauseMs)
      else throw new Error(`Migration ${migration.name} failed and was rolled back.`, { cause: error })
    }
  }
}

async function attempt(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(`set local lock_timeout = '${lockTimeout}'`)
    await client.query(migration.sql)
    await client.query('insert into schema_migrations (name) values ($1)', [migration.name])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

function isLockedOut(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '55P03'
}

// pg-boss owns its tables and brings its own migrations; our roles get the least that enqueueing and claiming need.
async function migrateQueue(ownerUrl: string, client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ found: boolean }>(
    `select to_regclass('pgboss.version') is not null as found`,
  )
  if (rows[0]?.found) {
    const boss = new PgBoss({ connectionString: ownerUrl, max: 2, supervise: false, schedule: false })
    boss.on('error', () => {})
    await boss.start()
    await boss.stop({ graceful: false })
  } else {
    await client.query(getConstructionPlans('pgboss'))
  }
  await client.query(queueGrants)
  await client.query(forgetSampledLanes)
}

const queueGrants = `
  grant usage on schema pgboss to storewright_app, storewright_jobs;
  grant select, insert, update, delete on all tables in schema pgboss to storewright_jobs;
  grant execute on all functions in schema pgboss to storewright_app, storewright_jobs;
  grant insert, select (id, name, start_after) on pgboss.job, pgboss.job_common to storewright_app;
  grant select on pgboss.queue to storewright_app;
`

// Every few seconds pg-boss samples which lanes of a queue are running, and its workers pass these over until they read a later sample:
// up to a minute for a lane that ran for milliseconds. Our claims skip running lanes by themselves (jobs.ts, groups), so no sample is kept.
const forgetSampledLanes = `
  create or replace function pgboss.storewright_forget_sampled_lanes() returns trigger language plpgsql as $$
  begin
    new.singletons_active = null;
    return new;
  end $$;
  do $$ begin
    if not exists (select from pg_trigger where tgname = 'storewright_forget_sampled_lanes') then
      create trigger storewright_forget_sampled_lanes before update on pgboss.queue
        for each row when (new.singletons_active is not null) execute function pgboss.storewright_forget_sampled_lanes();
    end if;
  end $$;
`
