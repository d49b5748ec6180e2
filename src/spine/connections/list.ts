import type { Tx } from '../database/database.ts'
import { Refusal } from '../refusal.ts'
import { tellStale } from './stale.ts'

/** A connection as people see it: nothing of its credentials. */
export interface ConnectionRow {
  readonly id: string
  readonly connector: string
  readonly external_id: string
  readonly title: string
  readonly scopes: string[]
  readonly status: 'active' | 'paused' | 'revoked'
  readonly health: 'unknown' | 'good' | 'poor' | 'bad'
  readonly health_says: string
  readonly created_at: Date
  readonly checked_at: Date | null
  readonly last_event_at: Date | null
  readonly upkept_at: Date | null
  /** When its credentials were given, or renewed by OAuth, the last time. */
  readonly credentials_at: Date | null
  /** What the platform allows at this moment, in calls or points of its own; null before the first call. */
  readonly allowance: {
    readonly left: number
    readonly capacity: number
    readonly per_second: number
  } | null
  readonly at: string
}

const columns = `id, connector, external_id, title, scopes, status, health, health_says, created_at, checked_at, last_event_at, upkept_at,
  (select max(h.at) from connection_history h
    where h.tenant_id = connections.tenant_id and h.connection_id = connections.id and h.kind = 'connected') as credentials_at,
  (select jsonb_build_object(
      'left', greatest(0, least(p.capacity, p.level + extract(epoch from clock_timestamp() - p.at) * p.per_second)),
      'capacity', p.capacity, 'per_second', p.per_second)
     from paces p where p.tenant_id = connections.tenant_id and p.connection_id = connections.id) as allowance,
  to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`

/** Connections, oldest first. */
export function listConnections(
  tx: Tx,
  page: { limit: number; after?: { at: string; id: string } },
): Promise<ConnectionRow[]> {
  return tx.query<ConnectionRow>(
    `select ${columns} from connections where $2::timestamptz is null or (created_at, id) > ($2, $3::uuid)
      order by created_at, id limit $1`,
    [page.limit, page.after?.at ?? null, page.after?.id ?? null],
  )
}

/** One connection. */
export async function readConnection(tx: Tx, id: string): Promise<ConnectionRow> {
  const [row] = await tx.query<ConnectionRow>(`select ${columns} from connections where id = $1`, [id])
  if (!row) throw new Refusal('not_found', 'There is no such connection.')
  return row
}

/** Pauses, resumes or ends a connection. A paused one still takes in webhooks; nothing is done through it. */
export async function setStatus(tx: Tx, id: string, status: ConnectionRow['status']): Promise<void> {
  if (status === 'revoked') await tellStale(tx, id)
  const changed = await tx.query('update connections set status = $2 where id = $1 returning id', [
    id,
    status,
  ])
  if (changed.length === 0) throw new Refusal('not_found', 'There is no such connection.')
}

/** Removes a connection with its events, its history and what is known of its pace. */
export async function removeConnection(tx: Tx, id: string): Promise<void> {
  await tx.query('delete from events where connection_id = $1', [id])
  await tx.query('delete from paces where connection_id = $1', [id])
  const gone = await tx.query('delete from connections where id = $1 returning id', [id])
  if (gone.length === 0) throw new Refusal('not_found', 'There is no such connection.')
}

/** Active connections, oldest first: through these, actions are performed. */
export function activeConnections(tx: Tx): Promise<{ id: string; connector: string }[]> {
  return tx.query(`select id, connector from connections where status = 'active' order by created_at, id`)
}
