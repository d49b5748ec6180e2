import { recordDecision, refuseToLetDecide, wordOf, type Verdict } from '../../approvals/decisions.ts'
import { lockApprovalOf, readApproval, type ApprovalRow } from '../../approvals/request.ts'
import type { Tx } from '../../database/database.ts'
import { Refusal } from '../../refusal.ts'
import type { Actor } from '../../tenancy/actor.ts'
import { lockIntent, readIntent, type Intent } from '../intent.ts'
import type { Performing } from '../performing.ts'
import { approve } from './approve.ts'
import { changedSince, readFresh, type Fresh } from './confirm.ts'
import { endProposal, expire } from './end-proposal.ts'

/** A member's word. `hash` (hex) is of what they saw: another deed is not decided upon by mistake. */
export interface Word {
  /** The approval's uuid. */
  readonly approval: string
  readonly hash: string
  readonly verdict: Verdict
  readonly reason: string
}

/**
 * Decides upon one approval. Before an approval counts, the platform is asked whether the facts still are as shown; if not, the
 * approval is withdrawn. The same word of the same member again changes nothing. Throws Refusal `forbidden`, `not_found`, `conflict`.
 */
export async function decideApproval<Desk>(
  spine: Performing<Desk>,
  actor: Actor,
  word: Word,
): Promise<ApprovalRow> {
  const fresh = word.verdict === 'approve' ? await lookAgain(spine, actor, word) : undefined
  const decided = await spine.db.tenant(actor.tenantId, async tx => {
    const held = await holdApproval(tx, actor, word)
    if ((await wordOf(tx, held.approval.id, actor.id)) === word.verdict) return held.approval
    await expire(spine, tx, held.intent)
    if (held.approval.state === 'waiting') await carryOut(spine, tx, held, { actor, word, fresh })
    else if (held.approval.state !== 'expired')
      throw new Refusal('conflict', `This was ${held.approval.state} before.`)
    return readApproval(tx, held.approval.id)
  })
  // Ended for a reason that is nobody's word: that is kept, and the caller is told.
  if (decided.state === 'expired' || (decided.state === 'withdrawn' && word.verdict === 'approve'))
    throw new Refusal('conflict', decided.says ?? `This has ${decided.state}.`)
  return decided
}

/** An approval and its intent, both locked, after it was made sure that this actor may decide. */
export interface Held {
  readonly approval: ApprovalRow
  readonly intent: Intent
}

/** Locks what a word is about. Throws Refusal `not_found`, `forbidden`, and `conflict` for another hash. */
export async function holdApproval(
  tx: Tx,
  actor: Actor,
  { approval: id, hash, verdict }: Omit<Word, 'reason'>,
): Promise<Held> {
  const { intent_id: intentId } = await readApproval(tx, id)
  const intent = await lockIntent(tx, intentId)
  const approval = await lockApprovalOf(tx, intentId)
  if (!intent || !approval) throw new Error('An approval without its intent.')
  refuseToLetDecide(actor, approval, verdict)
  if (approval.hash.toString('hex') !== hash)
    throw new Refusal('conflict', 'This is not what waits for approval: look at it again.')
  return { approval, intent }
}

async function lookAgain<Desk>(
  spine: Performing<Desk>,
  actor: Actor,
  word: Word,
): Promise<Fresh | undefined> {
  const seen = await spine.db.tenant(actor.tenantId, async tx => {
    const approval = await readApproval(tx, word.approval)
    // Nobody has us ask a platform who may not decide.
    refuseToLetDecide(actor, approval, word.verdict)
    return { approval, intent: await readIntent(tx, approval.intent_id) }
  })
  return seen.approval.state === 'waiting' ? readFresh(spine, actor.tenantId, seen.intent) : undefined
}

async function carryOut<Desk>(
  spine: Performing<Desk>,
  tx: Tx,
  { approval, intent }: Held,
  { actor, word, fresh }: { actor: Actor; word: Word; fresh: Fresh | undefined },
): Promise<void> {
  if (word.verdict === 'deny') {
    const { reason } = word
    await recordDecision(tx, approval, { memberId: actor.id, verdict: 'deny', reason })
    return endProposal(spine, tx, intent, { state: 'denied', says: `Denied: ${reason}`, by: actor })
  }
  const change = fresh && changedSince(intent, fresh)
  if (change !== undefined) return endProposal(spine, tx, intent, { state: 'withdrawn', says: change })
  const audit = await approve(spine, tx, approval, { actor, reason: word.reason })
  await audit()
}
