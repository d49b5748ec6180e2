import type { Tx } from '../../database/database.ts'
import { isRefusal } from '../../refusal.ts'
import { solutionActor } from '../../tenancy/actor.ts'
import type { Fresh } from './confirm.ts'
import { endProposal } from './end-proposal.ts'
import type { Intent } from '../intent.ts'
import type { Performing } from '../performing.ts'
import { decideProposal } from '../request-write.ts'
import { findTool } from '../tool.ts'

/** Decides upon what a solution proposed, now that the platform was asked what it would do. */
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
    if (!isRefusal(error)) throw error
    await endProposal(spine, tx, intent, { state: 'denied', says: error.says })
  }
}
