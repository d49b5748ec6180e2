import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appendAudit } from '../audit/append.ts'
import type { Database, Tx } from '../database/database.ts'
import { nextId, showId } from '../ids.ts'
import type { AddJobs } from '../jobs/job.ts'
import type { Held } from '../privacy/held.ts'
import { Refusal } from '../refusal.ts'
import { refuseStale } from '../sign-in/renew-session.ts'
import type { Actor } from '../tenancy/actor.ts'
import { exportAccount } from './export-account.ts'
import { pack } from './pack.ts'

interface Row {
  readonly id: string
  readonly state: 'waiting' | 'ready'
  readonly rows: number
  readonly bytes: number
  readonly asked_at: Date
  readonly expires_at: Date
}

const columns = `id, state, row_count::float8 as rows, byte_count::float8 as bytes, asked_at, expires_at`

/** As people see it. */
export const shownExport = ({ id, ...rest }: Row) => ({ id: showId('exp', id), ...rest })

/** Asks for an export of all that is kept; a worker makes it. One at a time: throws Refusal `conflict` while another is being made. */
export async function askExport(tx: Tx, add: AddJobs, actor: Actor, member: string): Promise<Row> {
  refuseStale(actor)
  const [waiting] = await tx.query(
    `select 1 as one from exports where state = 'waiting' and asked_at > now() - interval '1 hour' limit 1`,
  )
  if (waiting) throw new Refusal('conflict', 'An export is being made already.')
  const [row] = await tx.query<Row>(
    `insert into exports (tenant_id, id, member_id) values ($1, $2, $3) returning ${columns}`,
    [tx.tenantId, nextId(), member],
  )
  if (!row) throw new Error('An export was not written down.')
  const data = { tick: 'export', export: row.id }
  await add(tx, [{ queue: 'long', tenantId: tx.tenantId, lane: `export:${tx.tenantId}`, data }])
  await appendAudit(tx, {
    actor: `${actor.kind} ${actor.id}`,
    via: actor.via,
    deed: 'export.asked',
    subject: `export ${row.id}`,
    outcome: 'succeeded',
  })
  return row
}

/** What was asked for and has not expired, newest first. */
export function listExports(tx: Tx): Promise<Row[]> {
  return tx.query(`select ${columns} from exports where expires_at > now() order by asked_at desc, id desc`)
}

/** The parts of one that is ready, and puts on record who fetched it. Throws `not_found` for one that expired, `forbidden` unless signed in just now. */
export async function fetchExport(
  db: Database,
  actor: Actor,
  id: string,
): Promise<{ bytes: number; parts: AsyncIterator<Buffer, undefined> }> {
  const bytes = await db.tenant(actor.tenantId, async tx => {
    const [row] = await tx.query<Row>(
      `select ${columns} from exports where id = $1 and state = 'ready' and expires_at > now()`,
      [id],
    )
    if (!row) throw new Refusal('not_found', 'This export is not there any more. Ask for another.')
    refuseStale(actor)
    await appendAudit(tx, {
      actor: `${actor.kind} ${actor.id}`,
      via: actor.via,
      deed: 'export.fetched',
      subject: `export ${id}`,
      outcome: 'succeeded',
    })
    return row.bytes
  })
  return { bytes, parts: partsOf(db, actor.tenantId, id) }
}

async function* partsOf(db: Database, tenantId: string, id: string): AsyncGenerator<Buffer, undefined> {
  for (let number = 0; ; number += 1) {
    const [part] = await db.tenant(tenantId, tx =>
      tx.query<{ body: Buffer }>('select body from export_parts where export_id = $1 and number = $2', [
        id,
        number,
      ]),
    )
    if (!part) return
    yield part.body
  }
}

/**
 * Makes one: the files of `storewright export`, packed into one. What a broken attempt left is made anew; an attempt that was overtaken by
 * another writes nothing more.
 */
export async function workExport(
  db: Database,
  holds: readonly Held[],
  tenantId: string,
  id: string,
): Promise<void> {
  const attempt = await db.tenant(tenantId, async tx => {
    const [mine] = await tx.query<{ attempt: number }>(
      `update exports set attempt = attempt + 1 where id = $1 and state = 'waiting' returning attempt`,
      [id],
    )
    if (mine) await tx.query('delete from export_parts where export_id = $1', [id])
    return mine?.attempt
  })
  if (attempt === undefined) return
  const own = [id, attempt]
  const folder = await mkdtemp(join(tmpdir(), 'storewright-export-'))
  try {
    const { tables } = await exportAccount(db, tenantId, folder, holds)
    let [number, bytes] = [0, 0]
    for await (const body of pack(folder)) {
      const kept = await db.tenant(tenantId, tx =>
        tx.query(
          `with mine as (select tenant_id, id from exports where id = $1 and attempt = $2 and state = 'waiting' for share)
           insert into export_parts (tenant_id, export_id, number, body) select tenant_id, id, $3, $4 from mine
           returning number`,
          [...own, number, body],
        ),
      )
      if (kept.length === 0) return
      number += 1
      bytes += body.length
    }
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    await db.tenant(tenantId, tx =>
      tx.query(
        `update exports set state = 'ready', row_count = $3, byte_count = $4
          where id = $1 and attempt = $2 and state = 'waiting'`,
        [...own, rows, bytes],
      ),
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
