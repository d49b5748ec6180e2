import { randomUUID } from 'node:crypto'
import type { Tx } from '../database/database.ts'
import { readId, showId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'
import type { Risk } from '../connections/provided.ts'
import { deedHash, type Deed } from './deed.ts'

export const approvalStates = ['waiting', 'approved', 'denied', 'expired', 'withdrawn'] as const

export type ApprovalState = (typeof approvalStates)[number]

/** What a person will be shown and asked to approve; its hash is what the execution must match. */
export interface NewApproval {
  readonly intentId: string
  readonly deed: Deed
  readonly risk: Risk
  readonly requester: Pick<Actor, 'kind' | 'id'>
  /** The policy's words: why this waits. */
  readonly because: string
  /** How many members must approve. Default: two for what cannot be undone, else one. */
  readonly needed?: number | undefined
  /** Whether each must have signed in within 15 minutes. Default: for what cannot be undone. */
  readonly needsFreshSignIn?: boolean | undefined
}

/** An approval as people see it. */
export interface ApprovalRow {
  readonly id: string
  readonly intent_id: string
  readonly action: string
  readonly risk: string
  /** The deed. */
  readonly preview: Deed
  readonly hash: Buffer
  readonly needed: number
  readonly needs_fresh_sign_in: boolean
  readonly requested_by: string
  /** The uuid of the member behind the request, also where one of their keys made it. */
  readonly answerable: string | null
  readonly requested_at: Date
  readonly expires_at: Date
  readonly is_overdue: boolean
  readonly state: ApprovalState
  readonly because: string
  /** Why it ended, where nobody approved. */
  readonly says: string | null
  /** Who asked, as the intent keeps it; and how far the write has come. */
  readonly asker: Pick<Actor, 'kind' | 'id' | 'name'> | null
  readonly write_state: string | null
  readonly at: string
}

const columns = `id, intent_id, action, risk, preview, hash, needed, needs_fresh_sign_in, requested_by, answerable, requested_at, expires_at, because,
  expires_at <= clock_timestamp() as is_overdue,
  case when state = 'waiting' and expires_at <= clock_timestamp() then 'expired' else state end as state, says,
  (select i.actor from intents i where i.tenant_id = approvals.tenant_id and i.id = approvals.intent_id) as asker,
  (select i.state from intents i where i.tenant_id = approvals.tenant_id and i.id = approvals.intent_id) as write_state,
  to_char(requested_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`

/** How long an approval may be given, and what was approved be sent. */
export const approvalSeconds = 24 * 60 * 60

/** Lays an intent before people, for 24 hours by the database's clock. Gives the approval's uuid. */
export async function requestApproval(tx: Tx, wanted: NewApproval): Promise<string> {
  const id = randomUUID()
  const { deed, requester, risk } = wanted
  const isFinal = risk === 'irreversible'
  await tx.query(
    `insert into approvals (tenant_id, id, intent_id, action, risk, preview, hash, requested_by, answerable, expires_at,
                            needed, needs_fresh_sign_in, because)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, clock_timestamp() + make_interval(secs => $13), $10, $11, $12)`,
    [
      tx.tenantId,
      id,
      wanted.intentId,
      deed.tool,
      risk,
      JSON.stringify(deed),
      deedHash(deed),
      `${requester.kind} ${requester.id}`,
      await memberBehind(tx, requester),
      wanted.needed ?? (isFinal ? 2 : 1),
      wanted.needsFreshSignIn ?? isFinal,
      wanted.because,
      approvalSeconds,
    ],
  )
  return id
}

// A key asks in the name of the member who answers for it.
async function memberBehind(tx: Tx, { kind, id }: Pick<Actor, 'kind' | 'id'>): Promise<string | null> {
  if (kind === 'member') return readId('mem', id)
  if (kind !== 'key') return null
  const [key] = await tx.query<{ created_by: string }>('select created_by from api_keys where id = $1', [
    readId('key', id),
  ])
  return key?.created_by.startsWith('mem_') ? readId('mem', key.created_by) : null
}

/** Approvals, newest first; optionally of one state. */
export function listApprovals(
  tx: Tx,
  page: { limit: number; after?: { at: string; id: string }; state?: ApprovalState },
): Promise<ApprovalRow[]> {
  return tx.query<ApprovalRow>(
    `select * from (select ${columns} from approvals) seen
      where ($2::timestamptz is null or (requested_at, id) < ($2, $3::uuid)) and ($4::text is null or state = $4)
      order by requested_at desc, id desc limit $1`,
    [page.limit, page.after?.at ?? null, page.after?.id ?? null, page.state ?? null],
  )
}

/** One approval. Throws Refusal `not_found`. */
export async function readApproval(tx: Tx, id: string): Promise<ApprovalRow> {
  const [row] = await tx.query<ApprovalRow>(`select ${columns} from approvals where id = $1`, [id])
  if (!row) throw new Refusal('not_found', 'There is no such approval.')
  return row
}

/** The approval of an intent under a row lock, where there is one. Lock the intent first: everybody does. */
export async function lockApprovalOf(tx: Tx, intentId: string): Promise<ApprovalRow | undefined> {
  const [row] = await tx.query<ApprovalRow>(
    `select ${columns} from approvals where intent_id = $1 for update`,
    [intentId],
  )
  return row
}

/** Ends an approval, one way or the other. */
export async function endApproval(
  tx: Tx,
  id: string,
  state: Exclude<ApprovalState, 'waiting'>,
  says?: string,
): Promise<void> {
  await tx.query('update approvals set state = $2, says = $3, decided_at = clock_timestamp() where id = $1', [
    id,
    state,
    says ?? null,
  ])
}

/** As doors show it. */
export function shownApproval(row: ApprovalRow) {
  const { tool, connection, input, preview, key } = row.preview
  return {
    id: showId('apr', row.id),
    intent: showId('int', row.intent_id),
    action: tool,
    risk: row.risk,
    state: row.state,
    because: row.because,
    says: row.says,
    connection: showId('conn', connection),
    input,
    preview,
    key,
    hash: row.hash.toString('hex'),
    needed: row.needed,
    needs_fresh_sign_in: row.needs_fresh_sign_in,
    requested_by: row.requested_by,
    asker: row.asker && { kind: row.asker.kind, name: row.asker.name },
    write_state: row.write_state,
    requested_at: row.requested_at,
    expires_at: row.expires_at,
  }
}
