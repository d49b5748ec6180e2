import type { Database } from '../database/database.ts'
import type { NewEvent } from './fingerprint.ts'

/**
 * Persists events, whatever their number and tenants, by one statement which is its own transaction; a stored event waits for its
 * worker by being stored (claim.ts). Returns the ids that were new; the others had been told before, by event id, by bytes or by fact.
 */
export async function storeEvents(db: Database, events: readonly NewEvent[]): Promise<ReadonlySet<string>> {
  const column = <T>(of: (event: NewEvent) => T) => events.map(of)
  const rows = await db.statement<{ id: string }>(
    'store_events',
    `insert into events (tenant_id, id, connection_id, topic, event_id, business_key, body_hash, body, occurred_at, source)
     select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::text[],
                          $9::timestamptz[], $10::text[])
     on conflict do nothing returning id`,
    [
      column(event => event.tenantId),
      column(event => event.id),
      column(event => event.connectionId),
      column(event => event.topic),
      column(event => event.eventId),
      column(event => event.businessKey),
      column(event => event.bodyHash),
      column(event => event.body),
      column(event => event.occurredAt),
      column(event => event.source),
    ],
  )
  return new Set(rows.map(row => row.id))
}
