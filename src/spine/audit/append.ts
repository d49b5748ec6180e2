import { randomBytes } from 'node:crypto'
import type { Tx } from '../database/database.ts'
import { chainHash, genesis, personalHash, type AuditRecord } from './record.ts'

/**
 * Adds one record to the tenant's chain, in the transaction of the deed itself: either both stand or neither.
 * Appends of one tenant wait for each other from here to their commit, so call it last.
 */
export async function appendAudit(tx: Tx, record: AuditRecord): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('audit ' || $1, 0))`, [tx.tenantId])
  const head = await readHead(tx)
  const prev = head.hash ?? genesis
  const beside = record.personal && sealedPersonal(record.personal)
  const chained = {
    seq: head.seq + 1,
    at: head.at,
    actor: record.actor,
    via: record.via,
    deed: record.deed,
    subject: record.subject ?? null,
    outcome: record.outcome,
    details: { ...record.details, ...(beside && { personalHash: beside.hash }) },
  }
  await tx.query(
    `insert into audit (tenant_id, seq, at, actor, via, deed, subject, outcome, details, prev_hash, hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      tx.tenantId,
      chained.seq,
      chained.at,
      chained.actor,
      chained.via,
      chained.deed,
      chained.subject,
      chained.outcome,
      JSON.stringify(chained.details),
      prev,
      chainHash(prev, chained),
    ],
  )
  if (!beside) return
  await tx.query('insert into audit_personal (tenant_id, seq, salt, personal) values ($1, $2, $3, $4)', [
    tx.tenantId,
    chained.seq,
    beside.salt,
    JSON.stringify(record.personal),
  ])
}

/** The newest record's place and hash (null before the first), and the database's time. */
export async function readHead(tx: Tx): Promise<{ seq: number; hash: Buffer | null; at: string }> {
  const [head] = await tx.query<{ seq: string; hash: Buffer | null; at: string }>(
    `select coalesce(max(seq), 0) as seq,
            (select hash from audit order by tenant_id desc, seq desc limit 1) as hash,
            to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
       from audit`,
  )
  if (!head) throw new Error('PostgreSQL answered an aggregate with no row.')
  return { ...head, seq: Number(head.seq) }
}

// The salt goes with the personal part when that is erased; what stays in the chain then answers no guess.
function sealedPersonal(personal: Readonly<Record<string, unknown>>) {
  const salt = randomBytes(32)
  return { salt, hash: personalHash(salt, personal) }
}
