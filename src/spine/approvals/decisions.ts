import type { Tx } from '../database/database.ts'
import { readId, showId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'
import { rolePermissions, type Role } from '../tenancy/permissions.ts'
import type { ApprovalRow } from './request.ts'

export type Verdict = 'approve' | 'deny'

/** One member's word on one approval. */
export interface Decision {
  /** `mem_…` */
  readonly member: string
  readonly name: string
  readonly verdict: Verdict
  readonly reason: string
  readonly at: Date
}

const freshSeconds = 15 * 60

type Deciding = Pick<Actor, 'kind' | 'id' | 'permissions' | 'tools' | 'session' | 'via'>

const bars = {
  no_person: 'Only a member who is signed in decides, in the console.',
  no_permission: 'This needs the permission approvals:decide.',
  own_request: 'Nobody decides upon what they or their keys asked for: somebody else must.',
  stale_sign_in: 'This asks for a sign-in of the last 15 minutes: sign in again.',
} as const

/** Why somebody may not decide upon an approval. */
export type Bar = keyof typeof bars

/**
 * What keeps this actor from deciding: members decide, signed in to the console, or named by the operator at the command line; never
 * a key or an agent, and nobody upon what they, or a key of theirs, asked for. Undefined for who may. Pure.
 */
export function barTo(
  actor: Deciding,
  approval: Pick<ApprovalRow, 'answerable' | 'needs_fresh_sign_in' | 'requested_by'>,
  verdict: Verdict,
): Bar | undefined {
  const isPerson = actor.via === 'cli' || (actor.via === 'console' && actor.session !== undefined)
  if (actor.kind !== 'member' || actor.tools || !isPerson) return 'no_person'
  if (!actor.permissions.has('approvals:decide')) return 'no_permission'
  const isOwn = approval.answerable !== null && readId('mem', actor.id) === approval.answerable
  // Whoever sits at the machine may be any member: what was asked for there is not decided there.
  if (isOwn || (actor.via === 'cli' && approval.requested_by === 'system operator')) return 'own_request'
  // To say no is never made hard.
  if (verdict === 'approve' && approval.needs_fresh_sign_in && !isFresh(actor.session)) return 'stale_sign_in'
  return undefined
}

/** Throws Refusal `forbidden` for whoever may not decide. Pure. */
export function refuseToLetDecide(...asked: Parameters<typeof barTo>): void {
  const bar = barTo(...asked)
  if (bar) throw new Refusal('forbidden', bars[bar])
}

function isFresh(session: Deciding['session']): boolean {
  return session !== undefined && session.ageSeconds <= freshSeconds
}

/** Keeps a member's word. A second one of the same member changes nothing and gives false. */
export async function recordDecision(
  tx: Tx,
  approval: Pick<ApprovalRow, 'id' | 'hash'>,
  by: { memberId: string; verdict: Verdict; reason: string },
): Promise<boolean> {
  const made = await tx.query(
    `insert into approval_decisions (tenant_id, approval_id, member_id, verdict, reason, hash)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning 1 as one`,
    [tx.tenantId, approval.id, readId('mem', by.memberId), by.verdict, by.reason, approval.hash],
  )
  return made.length > 0
}

const deciding = (Object.keys(rolePermissions) as Role[]).filter(role =>
  rolePermissions[role].includes('approvals:decide'),
)

/** How many approve this very hash who still may: the word of a member who left, or lost the role, does not count. */
export async function countApproving(tx: Tx, approval: Pick<ApprovalRow, 'id' | 'hash'>): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from approval_decisions d
       join members m on m.tenant_id = d.tenant_id and m.id = d.member_id and m.removed_at is null
      where d.approval_id = $1 and d.verdict = 'approve' and d.hash = $2 and m.role = any ($3)`,
    [approval.id, approval.hash, deciding],
  )
  return row?.n ?? 0
}

/** What was said of an approval, first word first. */
export async function listDecisions(tx: Tx, approvalId: string): Promise<Decision[]> {
  const rows = await tx.query<{
    member_id: string
    name: string | null
    verdict: Verdict
    reason: string
    decided_at: Date
  }>(
    `select d.member_id, m.name, d.verdict, d.reason, d.decided_at
       from approval_decisions d left join members m on m.tenant_id = d.tenant_id and m.id = d.member_id
      where d.approval_id = $1 order by d.decided_at`,
    [approvalId],
  )
  return rows.map(row => ({
    member: showId('mem', row.member_id),
    name: row.name ?? '',
    verdict: row.verdict,
    reason: row.reason,
    at: row.decided_at,
  }))
}

/** What this member said of it, if anything. */
export async function wordOf(tx: Tx, approvalId: string, memberId: string): Promise<Verdict | undefined> {
  const said = await listDecisions(tx, approvalId)
  return said.find(({ member }) => member === memberId)?.verdict
}
