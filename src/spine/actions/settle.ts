import { appendAudit } from '../audit/append.ts'
import type { Tx } from '../database/database.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'
import { askerName, refuse, succeed } from './finish.ts'
import { addIntentJob } from './intent-job.ts'
import { lockIntent, moveIntent, type Intent } from './intent.ts'
import type { Performing } from './performing.ts'
import { findTool, parseInput } from './tool.ts'

/**
 * What a person found out about a write whose outcome nobody could tell. `happened` needs the output that the platform would have
 * given; `did_not_happen` frees the fact, so that it may be asked for anew; `look_again` has the platform asked once more.
 */
export interface Settlement {
  readonly outcome: 'happened' | 'did_not_happen' | 'look_again'
  readonly reason: string
  readonly output?: unknown
}

/**
 * Settles an intent that needs a person, in the person's name. Throws Refusal `forbidden` to keys, `conflict` for an intent that
 * needs nobody, `invalid_input` for an output that the action cannot have.
 */
export function settleIntent<Desk>(
  spine: Performing<Desk>,
  actor: Actor,
  id: string,
  settlement: Settlement,
): Promise<Intent> {
  return spine.db.tenant(actor.tenantId, async tx => {
    const intent = await lockIntent(tx, id)
    if (!intent) throw new Refusal('not_found', 'There is no such action on record.')
    if (actor.kind !== 'member' && actor.kind !== 'system')
      throw new Refusal('forbidden', 'Only a person can tell what became of this, not a key.')
    if (intent.state !== 'needs_person')
      throw new Refusal('conflict', `This needs no person: it is ${intent.state.replaceAll('_', ' ')}.`)
    await settle(spine, tx, intent, settlement)
    await appendAudit(tx, {
      actor: askerName(actor),
      via: actor.via,
      deed: 'intent.settled',
      subject: `intent ${intent.id}`,
      outcome: settlement.outcome,
      details: { reason: settlement.reason, evidence: intent.evidence },
    })
    return (await lockIntent(tx, id)) ?? intent
  })
}

async function settle<Desk>(
  spine: Performing<Desk>,
  tx: Tx,
  intent: Intent,
  { outcome, reason, output }: Settlement,
): Promise<void> {
  const evidence = `${intent.evidence ?? ''} A person said: ${reason}`.trim()
  if (outcome === 'happened') {
    const parsed = parseInput(findTool(spine.registry, intent.tool).action.output, output)
    return succeed(spine, tx, intent, parsed, { isReconciled: true, evidence })
  }
  if (outcome === 'did_not_happen')
    return refuse(spine, tx, intent, new Refusal('refused', `This did not happen: ${reason}`), {
      isVoid: true,
    })
  await moveIntent(tx, intent.id, { state: 'unknown', absences: 0, evidence })
  await addIntentJob(spine, tx, intent, 0)
}
