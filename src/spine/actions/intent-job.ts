import type { Tx } from '../database/database.ts'
import type { Intent } from './intent.ts'
import type { Performing } from './performing.ts'

/** Has an intent carried on by a job, in the caller's transaction. */
export function addIntentJob<Desk>(
  spine: Performing<Desk>,
  tx: Tx,
  intent: Pick<Intent, 'id'>,
  afterSeconds: number,
  lane = `intent:${intent.id}`,
): Promise<void> {
  return spine.add(tx, [
    { queue: 'actions', tenantId: tx.tenantId, lane, data: { intent: intent.id }, afterSeconds },
  ])
}
