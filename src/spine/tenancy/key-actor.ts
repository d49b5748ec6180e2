import type { Database } from '../database/database.ts'
import { showId } from '../ids.ts'
import type { Actor, Via } from './actor.ts'
import { readScopes } from './scopes.ts'
import { hashSecret, isKey } from './tokens.ts'
import { findSecret } from './whereabouts.ts'

/**
 * Who an API key stands for; undefined when it is malformed, unknown, expired or revoked. Asked of the database every time, in one
 * short transaction, so a revocation holds from the next request on.
 */
export async function keyActor(db: Database, key: string, via: Via): Promise<Actor | undefined> {
  if (!isKey(key)) return undefined
  const hash = hashSecret(key)
  const place = await findSecret(db, 'api_keys', hash)
  if (!place) return undefined
  const [row] = await db.tenant(place.tenantId, tx =>
    tx.query<{ name: string; scopes: string[] }>(keyStatement, [place.id, hash]),
  )
  return (
    row && {
      tenantId: place.tenantId,
      kind: 'key',
      id: showId('key', place.id),
      name: row.name,
      ...readScopes(row.scopes),
      via,
    }
  )
}

// `used_at` is written at most once a minute, by one of the requests that notice.
const keyStatement = `
  with used as (
    update api_keys set used_at = now()
     where id = $1 and key_hash = $2 and revoked_at is null and (expires_at is null or expires_at > now())
       and (used_at is null or used_at < now() - interval '1 minute')
  )
  select name, scopes from api_keys
   where id = $1 and key_hash = $2 and revoked_at is null and (expires_at is null or expires_at > now())`
