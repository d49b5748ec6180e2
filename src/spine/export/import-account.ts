import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { appendAudit } from '../audit/append.ts'
import { doubtAll } from '../backup/mark.ts'
import type { Database, Tx } from '../database/database.ts'
import { hashFile } from '../hash-file.ts'
import type { AddJobs } from '../jobs/job.ts'
import type { Held } from '../privacy/held.ts'
import { parseJson } from '../parse-json.ts'
import { Refusal } from '../refusal.ts'
import { ExportManifest, manifestFile } from './manifest.ts'
import { exportedTables, replaced, type Exported } from './tables.ts'

/** Rows in memory at once. */
const page = 500

/**
 * Reads an export into an install that has no account yet. All rows come in one transaction: the account is there whole, or not (its
 * bare row may be, after a crash). What was under way is in doubt, as after a restore, and gets its jobs again. Throws Refusal
 * `conflict` for an install in use, `invalid_input` for an export that is damaged or of a newer schema.
 */
export async function importAccount(
  { db, add }: { db: Database; add: AddJobs },
  folder: string,
  holds: readonly Held[],
): Promise<ExportManifest> {
  const manifest = await readExport(folder)
  const { account, takenAt } = manifest
  const [other] = await db.across(tx => tx.query('select 1 as one from accounts limit 1'))
  if (other) throw new Refusal('conflict', 'This install has an account already: import into an empty one.')
  const line = (await readFile(join(folder, 'accounts.ndjson'), 'utf8')).trim()
  await db.across(tx =>
    tx.query('insert into accounts select * from jsonb_populate_record(null::accounts, $1::jsonb)', [line]),
  )
  await db.tenant(account, async tx => {
    const known = new Map((await exportedTables(tx, holds)).map(one => [one.table, one]))
    for (const { table, columns } of manifest.tables) {
      if (table === 'accounts') continue
      const here = known.get(table)
      const foreign = columns.find(column => !here?.columns.includes(column))
      if (!here || foreign !== undefined)
        throw new Refusal(
          'invalid_input',
          `This install knows no ${table}.${foreign ?? '*'}: it is older than the export.`,
        )
      await fill(tx, folder, { ...here, columns })
    }
    const doubted = await doubtAll(tx, { id: crypto.randomUUID(), takenAt: new Date(takenAt) })
    await goOn(tx, add)
    await appendAudit(tx, {
      actor: 'system operator',
      via: 'cli',
      deed: 'account.imported',
      subject: `account ${account}`,
      outcome: 'succeeded',
      details: { takenAt, doubted },
    })
  })
  return manifest
}

async function readExport(folder: string): Promise<ExportManifest> {
  const text = await readFile(join(folder, manifestFile), 'utf8').catch(() => '')
  const manifest = ExportManifest.safeParse(parseJson(text)).data
  if (!manifest) throw new Refusal('invalid_input', `${folder} is no export, or one that was cut short.`)
  for (const { table, sha256 } of manifest.tables) {
    // One that cannot be read is not as it was, either.
    const found = await hashFile(join(folder, `${table}.ndjson`)).catch(() => undefined)
    if (found !== sha256)
      throw new Refusal('invalid_input', `${table}.ndjson is not as it was when it was exported.`)
  }
  return manifest
}

async function fill(tx: Tx, folder: string, { table, columns }: Exported): Promise<void> {
  const anew = Object.entries(replaced[table] ?? {})
  const targets = [...columns, ...anew.map(([column]) => column)].join(', ')
  const sources = [...columns, ...anew.map(([, sql]) => sql)].join(', ')
  const insert = async (lines: readonly string[]) => {
    if (lines.length === 0) return
    await tx.query(
      `insert into ${table} (${targets}) overriding system value
       select ${sources} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
      [`[${lines.join(',')}]`],
    )
  }
  await using file = await open(join(folder, `${table}.ndjson`))
  let lines: string[] = []
  for await (const line of file.readLines()) {
    lines.push(line)
    if (lines.length < page) continue
    await insert(lines)
    lines = []
  }
  await insert(lines)
}

// Jobs are not exported: what stands open gets one.
async function goOn(tx: Tx, add: AddJobs): Promise<void> {
  const { tenantId } = tx
  const intents = await tx.query<{ id: string }>(
    `select id from intents where state in ('waiting', 'sending', 'unknown') or state = 'proposed' and hash is null`,
  )
  const requests = await tx.query<{ id: string }>(`select id from privacy_requests where state = 'waiting'`)
  await add(tx, [
    ...intents.map(({ id }) => ({
      queue: 'actions' as const,
      tenantId,
      lane: `intent:${id}`,
      data: { intent: id },
    })),
    ...requests.map(({ id }) => ({
      queue: 'ticks' as const,
      tenantId,
      lane: `privacy:${id}`,
      data: { tick: 'privacy', request: id },
    })),
  ])
}
