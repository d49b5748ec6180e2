import type { Tx } from '../database/database.ts'
import { readId } from '../ids.ts'
import type { Actor } from './actor.ts'

/**
 * Whether the session or key by which somebody came in still opens the door. Unlike `sessionActor` it is no sighting: a page that only
 * listens must not keep its session awake.
 */
export async function isStanding(tx: Tx, { session, kind, id }: Actor): Promise<boolean> {
  if (session) {
    const open = await tx.query(
      `select 1 as one from sessions where id = $1 and ended_at is null and expires_at > now()
          and seen_at > now() - interval '8 hours'`,
      [readId('ses', session.id)],
    )
    return open.length > 0
  }
  if (kind !== 'key') return false
  const open = await tx.query(
    `select 1 as one from api_keys where id = $1 and revoked_at is null and (expires_at is null or expires_at > now())`,
    [readId('key', id)],
  )
  return open.length > 0
}
