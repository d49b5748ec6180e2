import { lockApprovalOf } from '../../approvals/request.ts'
import type { Tx } from '../../database/database.ts'
import { decideFor, refusalOf } from '../../policies/decide-for.ts'
import type { Refusal } from '../../refusal.ts'
import type { Intent } from '../intent.ts'
import { deedOf } from '../permit.ts'
import type { Tool } from '../tool.ts'
import type { Ending } from './end-proposal.ts'

type Still =
  | { readonly is: 'allowed' }
  | { readonly is: 'held'; readonly because: Refusal }
  | { readonly is: 'ended'; readonly ending: Ending }

/**
 * Whether the policy of this moment still lets a decided write be sent: what people stopped since is held back, and what they have
 * forbidden since, or want more approvals for than it has, ends unsent. Called in the transaction that lets it be sent.
 */
export async function stillAllowed<Desk>(tx: Tx, tool: Tool<Desk>, intent: Intent): Promise<Still> {
  const deed = deedOf(tool, intent)
  // Whether the asker might ask was found when they did; a key that ended since asked in its time.
  const actor = { ...deed.actor, permissions: new Set([tool.permission]) }
  const verdict = await decideFor(tx, { ...deed, actor, permission: tool.permission }, { isCounted: true })
  if (verdict.is === 'allow') return { is: 'allowed' }
  if (verdict.is === 'deny' && verdict.code === 'stopped') return { is: 'held', because: refusalOf(verdict) }
  if (verdict.is === 'approve') {
    const approval = await lockApprovalOf(tx, intent.id)
    const isEnough =
      approval !== undefined &&
      approval.needed >= verdict.approvals &&
      (approval.needs_fresh_sign_in || !verdict.freshSignIn)
    if (isEnough) return { is: 'allowed' }
  }
  return {
    is: 'ended',
    ending: { state: 'withdrawn', says: `The policy has changed since. ${verdict.says}` },
  }
}
