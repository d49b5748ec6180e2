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

/** The newest records before `before` (a seq), newest first. */
export async function listAudit(tx: Tx, page: { limit: number; before?: number }): Promise<ChainedRecord[]> {
  const rows = await tx.query<StoredRecord>(
    `select ${columns} from audit where seq < $1 order by tenant_id desc, seq desc limit $2`,
    [page.before ?? Number.MAX_SAFE_INTEGER, page.limit],
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
