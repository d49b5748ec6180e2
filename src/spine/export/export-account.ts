import { createHash } from 'node:crypto'
import { mkdir, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { appendAudit } from '../audit/append.ts'
import type { Database, Tx } from '../database/database.ts'
import { spineMigrations } from '../database/migrations.ts'
import type { Held } from '../privacy/held.ts'
import { Refusal } from '../refusal.ts'
import { type ExportManifest, manifestFile } from './manifest.ts'
import { exportedTables, leftOut, replaced, type Exported } from './tables.ts'

/** Rows in memory at once. */
const page = 500

/**
 * Writes everything of one account into an empty or missing folder, as of one moment: a file of NDJSON a table, and a manifest, which
 * comes last. No secret is in it (`leftOut`, `replaced`). Throws Refusal `conflict` where something lies there already.
 */
export async function exportAccount(
  db: Database,
  tenantId: string,
  folder: string,
  holds: readonly Held[],
): Promise<ExportManifest> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length > 0) throw new Refusal('conflict', `${folder} is not empty.`)
  const manifest = await db.tenant(tenantId, tx => writeTables(tx, folder, holds), { isSnapshot: true })
  await using file = await open(join(folder, manifestFile), 'wx', 0o600)
  await file.writeFile(`${JSON.stringify(manifest, null, 1)}\n`)
  await file.sync()
  await db.tenant(tenantId, tx =>
    appendAudit(tx, {
      actor: 'system operator',
      via: 'cli',
      deed: 'account.exported',
      subject: `account ${tenantId}`,
      outcome: 'succeeded',
      details: { rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0) },
    }),
  )
  return manifest
}

async function writeTables(tx: Tx, folder: string, holds: readonly Held[]): Promise<ExportManifest> {
  // Times and JSON are spelt by the session's settings, and equal rows must be equal bytes.
  await tx.query(`set local timezone = 'UTC'`)
  const [began] = await tx.query<{ now: Date }>('select now()')
  const tables: ExportManifest['tables'] = []
  for (const exported of await exportedTables(tx, holds)) {
    const { table, columns } = exported
    tables.push({ table, columns: [...columns], ...(await writeTable(tx, folder, exported)) })
  }
  const columns = Object.entries(replaced).flatMap(([table, of]) =>
    Object.keys(of).map((column): [string, string] => [
      `${table}.${column}`,
      'Enter it anew, or it is made anew.',
    ]),
  )
  return {
    format: 'storewright export 1',
    account: tx.tenantId,
    takenAt: (began?.now ?? new Date()).toISOString(),
    schema: (await spineMigrations()).at(-1)?.name ?? '',
    tables,
    leftOut: { ...leftOut, ...Object.fromEntries(columns) },
  }
}

async function writeTable(
  tx: Tx,
  folder: string,
  { table, key }: Exported,
): Promise<{ rows: number; sha256: string }> {
  await using file = await open(join(folder, `${table}.ndjson`), 'wx', 0o600)
  const hash = createHash('sha256')
  let rows = 0
  const left = Object.keys(replaced[table] ?? {}).map(column => ` - '${column}'`)
  await tx.query(
    `declare lines no scroll cursor for select (to_jsonb(t)${left.join('')})::text as line from ${table} t order by ${key.join(', ')}`,
  )
  for (;;) {
    const lines = await tx.query<{ line: string }>(`fetch ${page} from lines`)
    if (lines.length === 0) break
    const text = lines.map(({ line }) => `${line}\n`).join('')
    hash.update(text)
    await file.appendFile(text)
    rows += lines.length
  }
  await tx.query('close lines')
  await file.sync()
  return { rows, sha256: hash.digest('hex') }
}
