import { appendAudit } from '../../audit/append.ts'
import { endApproval, lockApprovalOf } from '../../approvals/request.ts'
import type { Tx } from '../../database/database.ts'
import { tellHooks } from '../../hooks/tell.ts'
import { showId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import type { Actor } from '../../tenancy/actor.ts'
import { askerName, refuse } from '../finish.ts'
import type { Intent } from '../intent.ts'
import type { Performing } from '../performing.ts'

/** How a proposal ends without anything having been sent. */
export interface Ending {
  readonly state: 'denied' | 'expired' | 'withdrawn'
  readonly says: string
  /** Who ended it, where it did not end by itself. */
  readonly by?: Pick<Actor, 'kind' | 'id' | 'via'>
}

/** Ends an intent that was not sent, with its approval. The fact may be proposed again. The intent is locked by the caller. */
export async function endProposal<Desk>(
  spine: Performing<Desk>,
  tx: Tx,
  intent: Intent,
  { state, says, by }: Ending,
): Promise<void> {
  const approval = await lockApprovalOf(tx, intent.id)
  if (approval) {
    await endApproval(tx, approval.id, state, says)
    await tellHooks(tx, 'approval.decided', {
      approval: showId('apr', approval.id),
      intent: showId('int', intent.id),
      outcome: state,
    })
  }
  const code = state === 'withdrawn' ? 'conflict' : 'refused'
  await refuse(spine, tx, intent, new Refusal(code, says), { isVoid: true })
  if (!approval) return
  await appendAudit(tx, {
    actor: by ? askerName(by) : 'system approvals',
    via: by?.via ?? 'job',
    deed: `approval.${state}`,
    subject: `approval ${approval.id}`,
    outcome: state,
    details: { intent: intent.id, hash: approval.hash.toString('hex') },
  })
}

/** Ends a proposal upon which nobody decided in time; another is left as it is. The intent is locked by the caller. */
export async function expire<Desk>(spine: Performing<Desk>, tx: Tx, intent: Intent): Promise<void> {
  const approval = await lockApprovalOf(tx, intent.id)
  if (intent.state !== 'proposed' || approval?.state !== 'expired') return
  await endProposal(spine, tx, intent, { state: 'expired', says: 'Nobody decided within 24 hours.' })
}
