import type { Tx } from '../database/database.ts'
import { tellHooks } from '../hooks/tell.ts'
import { showId } from '../ids.ts'

/** Says to hooks that a connection is about to be well no more; one that was not well is old news. Call it before the change. */
export async function tellStale(tx: Tx, connectionId: string): Promise<void> {
  const [well] = await tx.query(
    `select 1 as one from connections where id = $1 and status = 'active' and health in ('unknown', 'good') for no key update`,
    [connectionId],
  )
  if (well) await tellHooks(tx, 'connection.stale', { connection: showId('conn', connectionId) })
}
