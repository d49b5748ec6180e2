import type { Tx } from '../database/database.ts'
import type { Intent } from './intent.ts'
import type { Performing } from './performing.ts'

/** Has an intent carried on by a job, in the caller's transaction. */
export function addIntentJob<Desk>(
  spine: Performing<Desk>,
  tx: Tx,
  intent: Pick<Intent, 'id'> & Partial<Pick<Intent, 'connection_id'>>,
  afterSeconds: number,
  lane = `intent:${intent.id}`,
): Promise<void> {
  const data = { intent: intent.id, connection: intent.connection_id }
  return spine.add(tx, [{ queue: 'actions', tenantId: tx.tenantId, lane, data, afterSeconds }])
}
