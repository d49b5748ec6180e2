import type { Tx } from '../database/database.ts'
import type { ChainedRecord } from './record.ts'

/** A row of the chain as PostgreSQL gives it. */
export interface StoredRecord extends Omit<ChainedRecord, 'seq'> {
  readonly seq: string
  readonly prev_hash: Buffer
  readonly hash: Buffer
}

/** The columns of a StoredRecord, of a table or alias `audit`. */
export const columns = `audit.seq, to_char(audit.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, audit.actor,
  audit.via, audit.deed, audit.subject, audit.outcome, audit.details, audit.prev_hash, audit.hash`

/** Whose records: one actor (`member mem_…`), or all of a kind (`member`, `key`, `solution`, `system`), or of a door (`mcp`). */
export interface Whose {
  readonly actor?: string | undefined
  readonly kind?: string | undefined
  readonly via?: string | undefined
}

/** The newest records before `before` (a seq), newest first. */
export async function listAudit(
  tx: Tx,
  page: { limit: number; before?: number | undefined } & Whose,
): Promise<ChainedRecord[]> {
  const rows = await tx.query<StoredRecord>(
    `select ${columns} from audit
      where seq < $1 and ($3::text is null or actor = $3) and ($4::text is null or split_part(actor, ' ', 1) = $4)
        and ($5::text is null or via = $5)
      order by tenant_id desc, seq desc limit $2`,
    [
      page.before ?? Number.MAX_SAFE_INTEGER,
      page.limit,
      page.actor ?? null,
      page.kind ?? null,
      page.via ?? null,
    ],
  )
  return rows.map(recordOf)
}

/** What is hashed of a stored row. */
export function recordOf({
  seq,
  at,
  actor,
  via,
  deed,
  subject,
  outcome,
  details,
}: StoredRecord): ChainedRecord {
  return { seq: Number(seq), at, actor, via, deed, subject, outcome, details }
}
