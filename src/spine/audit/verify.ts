import type { Database } from '../database/database.ts'
import type { KnownHeads } from './heads.ts'
import { columns } from './read.ts'
import { startWalk, type Verdict, type WalkedRow } from './walk.ts'

export interface VerifyOptions {
  /** Signed heads from outside the database. Without them a cut tail and a chain rewritten whole cannot be seen. */
  readonly heads?: KnownHeads | undefined
  /** Rows read at a time. Default 5000. */
  readonly pageSize?: number
}

/** Walks a tenant's chain from the first record, in pages, and names the first that does not hold. */
export async function verifyAudit(
  db: Database,
  tenantId: string,
  { heads, pageSize = 5000 }: VerifyOptions = {},
): Promise<Verdict> {
  const walk = startWalk(heads)
  let reading = readPage(db, tenantId, firstPossible, pageSize)
  for (;;) {
    const rows = await reading
    const last = rows.length < pageSize ? undefined : rows.at(-1)
    // The next page is read while this one is hashed.
    if (last) reading = readPage(db, tenantId, BigInt(last.seq) + 1n, pageSize)
    reading.catch(() => {})
    for (const row of rows) {
      const flaw = walk.step(row)
      if (flaw) return flaw
    }
    if (!last) return walk.finish()
  }
}

// From the first number that a row could have, not from 1: what was put before the chain is to be found too.
const firstPossible = -(2n ** 63n)

function readPage(db: Database, tenantId: string, from: bigint, limit: number): Promise<WalkedRow[]> {
  return db.tenant(tenantId, tx =>
    // One statement, for an erasure between two would look like a loss. A plain join would read all personal parts for every page;
    // the inner limit keeps it to one look at the index for each record.
    tx.query<WalkedRow>(
      `select ${columns}, beside.salt, beside.personal
         from (select * from audit where seq >= $1 order by tenant_id, seq limit $2) audit
         left join lateral (select salt, personal from audit_personal
                             where tenant_id = audit.tenant_id and seq = audit.seq limit 1) beside on true
        order by audit.tenant_id, audit.seq`,
      [String(from), limit],
    ),
  )
}
