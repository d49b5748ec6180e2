import type { Tx } from '../../database/database.ts'
import { isRefusal } from '../../refusal.ts'
import { solutionActor } from '../../tenancy/actor.ts'
import type { Fresh } from './confirm.ts'
import { endProposal } from './end-proposal.ts'
import type { Intent } from '../intent.ts'
import type { Performing } from '../performing.ts'
import { decideProposal } from '../request-write.ts'
import { findTool } from '../tool.ts'

/** How long what cannot be done yet is tried again before it is given up, or given to a person. */
export const patienceSeconds = 24 * 60 * 60

/**
 * Decides upon what a solution proposed, now that the platform was asked what it would do. Throws Refusal `rate_limited` while a cap is
 * full: the transaction is then to be rolled back, and this to be asked again.
 */
export async function decideProposed<Desk>(
  spine: Performing<Desk>,
  tx: Tx,
  intent: Intent,
  fresh: Fresh,
): Promise<void> {
  if (intent.actor.kind !== 'solution') throw new Error('Only solutions propose without a preview.')
  if (fresh.is !== 'shown')
    return endProposal(spine, tx, intent, { state: 'withdrawn', says: fresh.because.says })
  const actor = solutionActor(tx.tenantId, intent.actor.id)
  const tool = findTool(spine.registry, intent.tool)
  try {
    await decideProposal(spine, tx, { actor, intent, tool, preview: fresh.preview })
  } catch (error) {
    // A full cap has room again: that is waited for, a day at most.
    const isLate = intent.age_seconds > patienceSeconds
    if (!isRefusal(error) || (error.code === 'rate_limited' && !isLate)) throw error
    await endProposal(spine, tx, intent, { state: 'denied', says: error.says })
  }
}
