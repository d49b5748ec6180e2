import { appendAudit } from '../../audit/append.ts'
import { countApproving, recordDecision } from '../../approvals/decisions.ts'
import { endApproval, type ApprovalRow } from '../../approvals/request.ts'
import type { Tx } from '../../database/database.ts'
import { tellHooks } from '../../hooks/tell.ts'
import { showId } from '../../ids.ts'
import { reserve } from '../../policies/reserve.ts'
import type { Actor } from '../../tenancy/actor.ts'
import { askerName } from '../finish.ts'
import { addIntentJob } from '../intent-job.ts'
import { moveIntent, readIntent } from '../intent.ts'
import { deedOf } from '../permit.ts'
import { findTool } from '../tool.ts'
import type { Performing } from '../performing.ts'

/**
 * Keeps a member's approval; the last one that is needed lets the write be sent, by a job that exists if this commits. Who may
 * approve was asked before; intent and approval are locked. Gives what the caller must append to the audit, last. Throws Refusal
 * `rate_limited` where a cap is full: it then waits as before.
 */
export async function approve<Desk>(
  spine: Performing<Desk>,
  tx: Tx,
  approval: ApprovalRow,
  by: { actor: Actor; reason: string },
): Promise<() => Promise<void>> {
  const { actor, reason } = by
  await recordDecision(tx, approval, { memberId: actor.id, verdict: 'approve', reason })
  const isEnough = (await countApproving(tx, approval)) >= approval.needed
  if (isEnough) {
    await endApproval(tx, approval.id, 'approved')
    await moveIntent(tx, approval.intent_id, { state: 'waiting' })
    const intent = await readIntent(tx, approval.intent_id)
    await reserve(tx, intent.id, deedOf(findTool(spine.registry, intent.tool), intent))
    await addIntentJob(spine, tx, { id: approval.intent_id }, 0)
    await tellHooks(tx, 'approval.decided', {
      approval: showId('apr', approval.id),
      intent: showId('int', approval.intent_id),
      outcome: 'approved',
    })
  }
  return () =>
    appendAudit(tx, {
      actor: askerName(actor),
      via: actor.via,
      deed: 'approval.approved',
      subject: `approval ${approval.id}`,
      outcome: isEnough ? 'approved' : 'waiting for another',
      details: { intent: approval.intent_id, hash: approval.hash.toString('hex') },
    })
}
