import type { Database } from '../database/database.ts'
import { recordSeparator, type NewEvent } from './fingerprint.ts'

/**
 * Persists events, whatever their number and tenants, by one statement which is its own transaction; a stored event waits for its
 * worker by being stored (claim.ts). Returns the ids that were new; the others had been told before, by event id, by bytes or by fact.
 */
export async function storeEvents(db: Database, events: readonly NewEvent[]): Promise<ReadonlySet<string>> {
  const column = <T>(of: (event: NewEvent) => T) => events.map(of)
  const rows = await db.statement<{ id: string }>(
    'store_events',
    `insert into events (tenant_id, id, connection_id, topic, event_id, business_key, body_hash, body, occurred_at, source,
                         traceparent)
     select tenant, id, connection, topic, event_id, business_key, sha256(convert_to(body, 'UTF8')), body, occurred_at, source,
            traceparent
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], string_to_array($7, E'\\x1e'),
                   $8::timestamptz[], $9::text[], $10::text[])
            as arrived (tenant, id, connection, topic, event_id, business_key, body, occurred_at, source, traceparent)
     on conflict do nothing returning id`,
    [
      column(event => event.tenantId),
      column(event => event.id),
      column(event => event.connectionId),
      column(event => event.topic),
      column(event => event.eventId),
      column(event => event.businessKey),
      // As elements of an array they would be escaped here and read character by character there.
      column(event => event.body).join(recordSeparator),
      column(event => event.occurredAt),
      column(event => event.source),
      column(event => event.traceparent),
    ],
  )
  return new Set(rows.map(row => row.id))
}
