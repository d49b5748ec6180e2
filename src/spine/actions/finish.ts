import { appendAudit } from '../audit/append.ts'
import type { Tx } from '../database/database.ts'
import { tellHooks } from '../hooks/tell.ts'
import { showId } from '../ids.ts'
import { release, spend } from '../policies/reserve.ts'
import type { Refusal } from '../refusal.ts'
import { moveIntent, type Asker, type Intent } from './intent.ts'
import type { Performing } from './performing.ts'

/** `kind id`, as the audit names who did something. */
export function askerName(asker: Pick<Asker, 'kind' | 'id'>): string {
  return `${asker.kind} ${asker.id}`
}

/** The proven success: state, the asker's own bookkeeping and the audit row stand or fall together. */
export async function succeed<Desk>(
  spine: Performing<Desk>,
  tx: Tx,
  intent: Intent,
  output: Record<string, unknown>,
  how: { isReconciled: boolean; evidence?: string },
): Promise<void> {
  await moveIntent(tx, intent.id, {
    state: 'succeeded',
    output,
    ...(how.evidence !== undefined && { evidence: how.evidence }),
  })
  await spend(tx, intent.id)
  await spine.settled(tx, { intent, outcome: 'succeeded', output })
  await audit(tx, intent, how.isReconciled ? 'succeeded (reconciled)' : 'succeeded')
  spine.count(intent.tool, 'succeeded')
}

/** The platform's definite no, for good. */
export async function refuse<Desk>(
  spine: Performing<Desk>,
  tx: Tx,
  intent: Intent,
  refusal: Refusal,
  how: { isVoid: boolean } = { isVoid: false },
): Promise<void> {
  await moveIntent(tx, intent.id, {
    state: 'refused',
    refusal: { code: refusal.code, says: refusal.says },
    isVoid: how.isVoid,
  })
  await release(tx, intent.id)
  await spine.settled(tx, { intent, outcome: 'refused', says: refusal.says })
  await audit(tx, intent, `refused: ${refusal.code}`)
  spine.count(intent.tool, 'refused')
}

/** Nobody but a person can tell what became of it; the evidence is shown. Until then it holds its share of the caps. */
export async function handOver<Desk>(
  spine: Performing<Desk>,
  tx: Tx,
  intent: Intent,
  evidence: string,
): Promise<void> {
  await moveIntent(tx, intent.id, { state: 'needs_person', evidence })
  await spine.settled(tx, { intent, outcome: 'needs_person', says: evidence })
  await tellHooks(tx, 'write.needs_person', {
    intent: showId('int', intent.id),
    connection: showId('conn', intent.connection_id),
  })
  await audit(tx, intent, 'needs a person')
  spine.count(intent.tool, 'needs_person')
}

function audit(tx: Tx, intent: Intent, outcome: string): Promise<void> {
  return appendAudit(tx, {
    actor: askerName(intent.actor),
    via: intent.actor.via,
    deed: intent.tool,
    subject: `intent ${intent.id}`,
    outcome,
    details: {
      key: intent.key,
      connection: intent.connection_id,
      attempts: intent.attempt,
    },
    // What was sent may name people; the chain keeps a hash of it that answers no guess.
    personal: { input: intent.input },
  })
}
