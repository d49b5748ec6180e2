import type { CrossTx, Database } from '../database/database.ts'
import type { AddJobs, NewJob } from '../jobs/job.ts'
import type { NewEvent } from './fingerprint.ts'

/**
 * Persists events and their jobs in one transaction of one statement each, whatever their number and tenants.
 * Returns the ids that were new; the others had been told before, by event id, by bytes or by fact.
 */
export function storeEvents(
  db: Database,
  add: AddJobs,
  events: readonly NewEvent[],
): Promise<ReadonlySet<string>> {
  return db.across(async tx => {
    const fresh = await insert(tx, events)
    await add(tx, jobsFor(events.filter(event => fresh.has(event.id))))
    return fresh
  })
}

/** Small enough that several workers share a burst, large enough that a job's own cost hardly counts. */
const eventsPerJob = 25

function jobsFor(events: readonly NewEvent[]): NewJob[] {
  return [...Map.groupBy(events, event => event.tenantId)].flatMap(([tenantId, some]) => {
    const jobs: NewJob[] = []
    for (let at = 0; at < some.length; at += eventsPerJob) {
      jobs.push({
        queue: 'events',
        tenantId,
        data: { events: some.slice(at, at + eventsPerJob).map(event => event.id) },
      })
    }
    return jobs
  })
}

async function insert(tx: CrossTx, events: readonly NewEvent[]): Promise<Set<string>> {
  const column = <T>(of: (event: NewEvent) => T) => events.map(of)
  const rows = await tx.query<{ id: string }>(
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
