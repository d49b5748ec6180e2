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
  readonly verdict: Verdict
  readonly reason: string
  readonly at: Date
}

const freshSeconds = 15 * 60

type Deciding = Pick<Actor, 'kind' | 'id' | 'permissions' | 'tools' | 'session' | 'via'>

/**
 * Refuses, `forbidden`, whoever may not decide: members decide, signed in to the console, or named by the operator at the command
 * line; never a key or an agent, and nobody upon what they, or a key of theirs, asked for. Pure.
 */
export function refuseToLetDecide(
  actor: Deciding,
  approval: Pick<ApprovalRow, 'answerable' | 'needs_fresh_sign_in' | 'requested_by'>,
  verdict: Verdict,
): void {
  const isPerson = actor.via === 'cli' || (actor.via === 'console' && actor.session !== undefined)
  if (actor.kind !== 'member' || actor.tools || !isPerson)
    throw new Refusal('forbidden', 'Only a member who is signed in decides, in the console.')
  if (!actor.permissions.has('approvals:decide'))
    throw new Refusal('forbidden', 'This needs the permission approvals:decide.')
  const isOwn = approval.answerable !== null && readId('mem', actor.id) === approval.answerable
  // Whoever sits at the machine may be any member: what was asked for there is not decided there.
  if (isOwn || (actor.via === 'cli' && approval.requested_by === 'system operator'))
    throw new Refusal(
      'forbidden',
      'Nobody decides upon what they or their keys asked for: somebody else must.',
    )
  // To say no is never made hard.
  if (verdict === 'approve' && approval.needs_fresh_sign_in && !isFresh(actor.session))
    throw new Refusal('forbidden', 'This asks for a sign-in of the last 15 minutes: sign in again.')
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
  const rows = await tx.query<{ member_id: string; verdict: Verdict; reason: string; decided_at: Date }>(
    'select member_id, verdict, reason, decided_at from approval_decisions where approval_id = $1 order by decided_at',
    [approvalId],
  )
  return rows.map(row => ({
    member: showId('mem', row.member_id),
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
