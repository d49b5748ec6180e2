import { createHash, randomBytes } from 'node:crypto'
import { glob, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, escapeIdentifier } from 'pg'
import { type Embedded, startEmbedded } from '#spine/database/embedded/start-embedded.ts'

export type TestDatabase = AsyncDisposable & {
  /** The owner's connection string of an empty (or freshly migrated) database of one's own. */
  url: string
  drop(): Promise<void>
}

/**
 * A fresh database on a PostgreSQL shared by all test processes of this machine, in some 30 ms: with `migrate`
 * it is a copy of a template that was migrated once and is made again when any .sql file under src changes.
 * STOREWRIGHT_TEST_DATABASE_URL names another server to use, as its superuser.
 */
export async function testDatabase(migrate?: (url: string) => Promise<unknown>): Promise<TestDatabase> {
  const home = await enter()
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`
  try {
    const template = migrate ? await templateFor(home.url, migrate) : 'template1'
    await run(
      home.url,
      `create database ${escapeIdentifier(name)} template ${escapeIdentifier(template)} strategy file_copy`,
    )
  } catch (error) {
    await home.leave()
    throw error
  }
  let dropped: Promise<void> | undefined
  const drop = () => (dropped ??= remove())
  const remove = async () => {
    await run(home.url, `drop database if exists ${escapeIdentifier(name)} with (force)`)
    await home.leave()
  }
  return { url: withDatabase(home.url, name), drop, [Symbol.asyncDispose]: drop }
}

let shared: Promise<Embedded> | undefined
let guests = 0

/** The server is started by the first and stopped by the last that needs it, in this process and others. */
async function enter(): Promise<{ url: string; leave(): Promise<void> }> {
  const given = process.env['STOREWRIGHT_TEST_DATABASE_URL']
  if (given) return { url: given, leave: async () => {} }
  guests += 1
  shared ??= startEmbedded({ dataFolder: testFolder(), durable: false })
  const server = await shared
  const leave = async () => {
    guests -= 1
    if (guests > 0) return
    shared = undefined
    await server.stop()
  }
  return { url: server.url, leave }
}

/** Where the shared server of this user's tests lives. */
export function testFolder(): string {
  return join(tmpdir(), `storewright-test-${process.getuid?.() ?? 0}`)
}

/** Makes the migrated template, unless another process has made it. */
async function templateFor(url: string, migrate: (url: string) => Promise<unknown>): Promise<string> {
  const name = `template_${await fingerprint(migrate)}`
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    // One lock for all templates: migrations create roles, which belong to the whole server.
    await client.query(`select pg_advisory_lock(hashtext('storewright.test-template'))`)
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount) return name
    await dropLeftovers(client)
    const draft = `${name}_draft`
    await client.query(`drop database if exists ${draft} with (force)`)
    await client.query(`create database ${draft}`)
    await migrate(withDatabase(url, draft))
    await run(url, `alter database ${draft} rename to ${name}`)
    return name
  } finally {
    await client.end()
  }
}

/** Databases of test processes that were killed before they could drop them, and templates that nobody needs any more. */
async function dropLeftovers(client: Client): Promise<void> {
  const found = await client.query<{ name: string }>(
    `select datname as name from pg_database where datname like 'test\\_%'`,
  )
  const dead = found.rows.filter(({ name }) => !isAlive(Number(name.split('_')[1])))
  for (const { name } of dead)
    await client.query(`drop database if exists ${escapeIdentifier(name)} with (force)`)
  // Each state of the migrations leaves one; a run that is under way on an older state makes its own again.
  const templates = await client.query<{ name: string }>(
    `select datname as name from pg_database where datname like 'template\\_%' order by oid desc offset 8`,
  )
  for (const { name } of templates.rows)
    await client.query(`drop database if exists ${escapeIdentifier(name)}`).catch(() => {})
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function fingerprint(migrate: (url: string) => Promise<unknown>): Promise<string> {
  const hash = createHash('sha256').update(migrate.toString())
  const files: string[] = []
  for await (const file of glob(sources, { cwd: root })) files.push(file)
  for (const file of files.toSorted()) hash.update(file).update(await readFile(join(root, file)))
  return hash.digest('hex').slice(0, 16)
}

const root = join(import.meta.dirname, '..')
const sources = ['src/**/*.sql', 'src/spine/database/migrations.ts', 'package-lock.json']

// The server waits five seconds for whoever is just leaving a database that is copied or renamed: a busy machine can take longer.
const inUse = '55006'

async function run(url: string, sql: string, tries = 12): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } catch (error) {
    if (tries <= 1 || Object(error).code !== inUse) throw error
    await run(url, sql, tries - 1)
  } finally {
    await client.end()
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
