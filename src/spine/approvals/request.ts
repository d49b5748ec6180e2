import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Tx } from '../database/database.ts'

/** What a person will be shown and asked to approve; its hash is what the execution must match. */
export interface NewApproval {
  readonly intentId: string
  readonly action: string
  readonly risk: string
  readonly preview: Readonly<Record<string, unknown>>
  readonly requestedBy: string
}

/** An approval as people see it. */
export interface ApprovalRow {
  readonly id: string
  readonly intent_id: string
  readonly action: string
  readonly risk: string
  readonly preview: Record<string, unknown>
  readonly requested_by: string
  readonly requested_at: Date
  readonly expires_at: Date
  readonly state: 'waiting' | 'approved' | 'denied' | 'expired' | 'withdrawn'
  readonly at: string
}

/** Lays an intent before people, for a day. The same intent again gives the approval that waits already. */
export async function requestApproval(tx: Tx, wanted: NewApproval): Promise<string> {
  const hash = createHash('sha256')
    .update(canonicalize(wanted.preview) ?? '')
    .digest()
  const [row] = await tx.query<{ id: string }>(
    `insert into approvals (tenant_id, id, intent_id, action, risk, preview, preview_hash, requested_by, expires_at)
     values ($1, gen_random_uuid(), $2, $3, $4, $5, $6, $7, now() + interval '24 hours')
     on conflict (tenant_id, intent_id) do update set risk = excluded.risk returning id`,
    [
      tx.tenantId,
      wanted.intentId,
      wanted.action,
      wanted.risk,
      JSON.stringify(wanted.preview),
      hash,
      wanted.requestedBy,
    ],
  )
  if (!row) throw new Error('An upsert gave no row.')
  return row.id
}

/** Approvals, newest first; optionally of one state. */
export function listApprovals(
  tx: Tx,
  page: { limit: number; after?: { at: string; id: string }; state?: string },
): Promise<ApprovalRow[]> {
  return tx.query<ApprovalRow>(
    `select id, intent_id, action, risk, preview, requested_by, requested_at, expires_at,
            case when state = 'waiting' and expires_at < now() then 'expired' else state end as state,
            to_char(requested_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
       from approvals
      where ($2::timestamptz is null or (requested_at, id) < ($2, $3::uuid)) and ($4::text is null or state = $4)
      order by requested_at desc, id desc limit $1`,
    [page.limit, page.after?.at ?? null, page.after?.id ?? null, page.state ?? null],
  )
}
