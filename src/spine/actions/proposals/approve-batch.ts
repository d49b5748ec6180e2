import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { wordOf } from '../../approvals/decisions.ts'
import { readApproval, type ApprovalRow } from '../../approvals/request.ts'
import type { Tx } from '../../database/database.ts'
import { Refusal } from '../../refusal.ts'
import { lockCounters } from '../../policies/lock-counters.ts'
import type { Actor } from '../../tenancy/actor.ts'
import type { Performing } from '../performing.ts'
import { deedOf } from '../permit.ts'
import { findTool } from '../tool.ts'
import { approve } from './approve.ts'
import { holdApproval, type Held } from './decide-approval.ts'

const mostAtOnce = 200

/** Approvals that are decided upon together, in one order, with the hash under which they are one batch. */
export interface Batch {
  /** Hex; over the ids and hashes of all. */
  readonly hash: string
  readonly approvals: readonly ApprovalRow[]
  /** What would leave the shop in all, in minor units by currency. */
  readonly money: Readonly<Record<string, number>>
}

/** Lays several approvals together, as a person is to see them before approving all at once. Throws Refusal `not_found`, `invalid_input`, `conflict`. */
export async function layTogether(tx: Tx, ids: readonly string[]): Promise<Batch> {
  const distinct = [...new Set(ids)]
  if (distinct.length === 0 || distinct.length > mostAtOnce)
    throw new Refusal('invalid_input', `A batch has from 1 to ${mostAtOnce} approvals.`)
  const approvals: ApprovalRow[] = []
  for (const id of distinct) approvals.push(await readApproval(tx, id))
  // Everybody locks in this order, so that two batches never wait for each other.
  approvals.sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1))
  const text = canonicalize(approvals.map(({ id, hash }) => [id, hash.toString('hex')])) ?? ''
  return { hash: createHash('sha256').update(text).digest('hex'), approvals, money: moneyOf(approvals) }
}

/**
 * Approves all of a batch or none: it must be, to the hash, what the member saw, and each part must still wait. That the facts
 * still are as shown is asked for each before it is sent. Throws Refusal `forbidden`, `not_found`, `conflict`.
 */
export async function approveBatch<Desk>(
  spine: Performing<Desk>,
  actor: Actor,
  wanted: { approvals: readonly string[]; hash: string; reason: string },
): Promise<readonly ApprovalRow[]> {
  return spine.db.tenant(actor.tenantId, async tx => {
    const { hash, approvals } = await layTogether(tx, wanted.approvals)
    if (hash !== wanted.hash)
      throw new Refusal('conflict', 'This is not the batch that was shown: look at it again.')
    const held: Held[] = []
    for (const { id, hash: own } of approvals)
      held.push(
        await holdApproval(tx, actor, { approval: id, hash: own.toString('hex'), verdict: 'approve' }),
      )
    await lockCounters(
      tx,
      held.map(({ intent }) => deedOf(findTool(spine.registry, intent.tool), intent)),
    )
    const audits: (() => Promise<void>)[] = []
    for (const { approval } of held) {
      if ((await wordOf(tx, approval.id, actor.id)) === 'approve') continue
      if (approval.state !== 'waiting')
        throw new Refusal(
          'conflict',
          `${approval.preview.preview.title} was ${approval.state} before; nothing was approved.`,
        )
      audits.push(await approve(spine, tx, approval, { actor, reason: wanted.reason }))
    }
    for (const audit of audits) await audit()
    const decided: ApprovalRow[] = []
    for (const { id } of approvals) decided.push(await readApproval(tx, id))
    return decided
  })
}

function placeOf({ action, intent_id: intent }: ApprovalRow): string {
  return `${action} ${intent}`
}

function moneyOf(approvals: readonly ApprovalRow[]): Record<string, number> {
  const sums = new Map<string, number>()
  for (const { preview } of approvals) {
    const { money } = preview.preview
    if (money) sums.set(money.currency, (sums.get(money.currency) ?? 0) + money.minor)
  }
  return Object.fromEntries(sums)
}
