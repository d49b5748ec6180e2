import type pg from 'pg'
import type { NewEvent } from '../../src/spine/events/fingerprint.ts'

/** Whoever takes a statement: a pool or one connection. */
export type Ask = Pick<pg.ClientBase, 'query'> | pg.Pool

const columns = `id, connection_id, topic, business_key, source, state, attempts, reason, occurred_at, received_at, done_at,
  to_char(received_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`

/** What readEvent asks, with the tenant named. */
export function bareRead(ask: Ask, tenantId: string, id: string): Promise<unknown> {
  return ask.query(`select ${columns}, body from events where tenant_id = $1 and id = $2`, [tenantId, id])
}

/** What listEvents asks, with the tenant named. */
export function bareList(ask: Ask, tenantId: string, after: string): Promise<unknown> {
  return ask.query(
    `select ${columns} from events where tenant_id = $4 and ($2::uuid is null or id < $2) and ($3::text is null or state = $3)
      order by id desc limit $1`,
    [50, after, null, tenantId],
  )
}

/** What storeEvents does, with the owner's rights and for one. */
export function bareStore(ask: Ask, event: NewEvent): Promise<unknown> {
  return ask.query({
    name: 'bare_store',
    text: `insert into events (tenant_id, id, connection_id, topic, event_id, business_key, body_hash, body, source)
      values ($1, $2, $3, $4, $5, $6, sha256(convert_to($7, 'UTF8')), $7, $8) on conflict do nothing returning id`,
    values: [
      event.tenantId,
      event.id,
      event.connectionId,
      event.topic,
      event.eventId,
      event.businessKey,
      event.body,
      event.source,
    ],
  })
}
