import type { Database, Tx } from '../database/database.ts'
import { chainHash, genesis, type ChainedRecord } from './record.ts'

interface StoredRecord extends Omit<ChainedRecord, 'seq'> {
  readonly seq: string
  readonly prev_hash: Buffer
  readonly hash: Buffer
}

const columns = `seq, to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor, via, deed, subject, outcome,
  details, prev_hash, hash`

/** The newest records before `before` (a seq), newest first. */
export async function listAudit(tx: Tx, page: { limit: number; before?: number }): Promise<ChainedRecord[]> {
  const rows = await tx.query<StoredRecord>(
    `select ${columns} from audit where seq < $1 order by tenant_id desc, seq desc limit $2`,
    [page.before ?? Number.MAX_SAFE_INTEGER, page.limit],
  )
  return rows.map(record)
}

/** What `verifyAudit` found. `head` is the last hash (hex): written down elsewhere, it proves later that no tail was cut. */
export type Verdict =
  | { readonly isWhole: true; readonly records: number; readonly head: string }
  | { readonly isWhole: false; readonly records: number; readonly badSeq: number; readonly says: string }

/** Walks a tenant's chain from the first record, in pages, and names the first that does not hold. */
export async function verifyAudit(db: Database, tenantId: string, pageSize = 5000): Promise<Verdict> {
  let prev: Buffer = genesis
  let seq = 0
  for (;;) {
    const after = seq
    const rows = await db.tenant(tenantId, tx =>
      tx.query<StoredRecord>(`select ${columns} from audit where seq > $1 order by tenant_id, seq limit $2`, [
        after,
        pageSize,
      ]),
    )
    for (const row of rows) {
      const flaw = flawOf(row, seq + 1, prev)
      if (flaw) return { isWhole: false, records: seq, badSeq: seq + 1, says: flaw }
      seq += 1
      prev = row.hash
    }
    if (rows.length < pageSize) return { isWhole: true, records: seq, head: prev.toString('hex') }
  }
}

function flawOf(row: StoredRecord, wantedSeq: number, prev: Buffer): string | undefined {
  if (Number(row.seq) !== wantedSeq) return `Record ${wantedSeq} is missing.`
  if (!row.prev_hash.equals(prev)) return `Record ${wantedSeq} does not follow from the one before it.`
  if (!row.hash.equals(chainHash(prev, record(row)))) return `Record ${wantedSeq} was changed.`
  return undefined
}

function record({ seq, at, actor, via, deed, subject, outcome, details }: StoredRecord): ChainedRecord {
  return { seq: Number(seq), at, actor, via, deed, subject, outcome, details }
}
