import { countApproving } from '../../approvals/decisions.ts'
import { deedHash, differences } from '../../approvals/deed.ts'
import { lockApprovalOf } from '../../approvals/request.ts'
import type { Preview } from '../../connections/provided.ts'
import type { Tx } from '../../database/database.ts'
import { isRefusal, Refusal } from '../../refusal.ts'
import type { Ending } from './end-proposal.ts'
import type { Intent } from '../intent.ts'
import type { Performing } from '../performing.ts'
import { readPreview } from './preview.ts'
import { findTool } from '../tool.ts'

/** What the platform shows now of a write that is about to be sent. `never`: it would refuse, whatever was decided. */
export type Fresh =
  | { readonly is: 'shown'; readonly preview: Preview }
  | { readonly is: 'never'; readonly because: Refusal }
  | { readonly is: 'not_now'; readonly because: Refusal }

/** Reads an intent's preview again. */
export async function readFresh<Desk>(
  spine: Performing<Desk>,
  tenantId: string,
  { tool, connection_id: connectionId, input }: Intent,
): Promise<Fresh> {
  try {
    const found = findTool(spine.registry, tool)
    return { is: 'shown', preview: await readPreview(spine, found, { tenantId, connectionId, input }) }
  } catch (error) {
    const because = isRefusal(error)
      ? error
      : new Refusal('unavailable', 'What this would do could not be read.', { cause: error })
    const mayPass = ['rate_limited', 'unavailable', 'unauthenticated', 'unknown_outcome'].includes(
      because.code,
    )
    return { is: mayPass ? 'not_now' : 'never', because }
  }
}

/**
 * Why an intent that was decided upon must not be sent after all; undefined when it is, in every part, what was decided. Without
 * `fresh` only what we know ourselves is looked at. Called under the intent's lock, in the transaction that lets it be sent.
 */
export async function objection(tx: Tx, intent: Intent, fresh?: Fresh): Promise<Ending | undefined> {
  const approval = await lockApprovalOf(tx, intent.id)
  if (approval && (approval.state === 'expired' || approval.is_overdue))
    return { state: 'expired', says: 'The approval expired before this could be sent.' }
  const altered = alteration(intent)
  if (altered !== undefined) return withdrawn(altered)
  if (approval) {
    if (!intent.hash?.equals(approval.hash) || !deedHash(approval.preview).equals(approval.hash))
      return withdrawn('What was approved is not what would be sent.')
    if (approval.state !== 'approved' || (await countApproving(tx, approval)) < approval.needed)
      return withdrawn('Those who approved may not approve any more.')
  }
  if (fresh?.is === 'not_now') return withdrawn(fresh.because.says)
  const change = fresh && changedSince(intent, fresh)
  return change === undefined ? undefined : withdrawn(change)
}

/** In words, how what the platform shows now differs from what was proposed; undefined where it does not, or does not answer. */
export function changedSince(intent: Intent, fresh: Fresh): string | undefined {
  if (fresh.is === 'not_now') return undefined
  if (fresh.is === 'never') return fresh.because.says
  const altered = alteration(intent)
  if (altered !== undefined || !intent.preview) return altered
  if (intent.hash?.equals(hashOf(intent, fresh.preview))) return undefined
  return `The facts have changed: ${differences(intent.preview, fresh.preview).join('; ')}.`
}

// What lies in the database must be what was decided, before the platform is asked anything about it.
function alteration(intent: Intent): string | undefined {
  if (!intent.hash || !intent.preview) return 'Nothing was decided of this.'
  return intent.hash.equals(hashOf(intent, intent.preview)) ? undefined : 'What was decided upon was altered.'
}

function hashOf({ tool, connection_id: connection, input, key }: Intent, preview: Preview): Buffer {
  return deedHash({ tool, connection, input, preview, key })
}

function withdrawn(says: string): Ending {
  return { state: 'withdrawn', says }
}
