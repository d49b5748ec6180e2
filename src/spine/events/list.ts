import type { Tx } from '../database/database.ts'
import type { AddJobs } from '../jobs/job.ts'
import { Refusal } from '../refusal.ts'

/** An event without its payload. `at` orders lists: the time of receipt with microseconds. */
export interface EventRow {
  readonly id: string
  readonly connection_id: string
  readonly topic: string
  readonly business_key: string | null
  readonly source: 'webhook' | 'scan'
  readonly state: 'new' | 'done' | 'parked'
  readonly attempts: number
  readonly reason: string | null
  readonly occurred_at: Date | null
  readonly received_at: Date
  readonly done_at: Date | null
  readonly at: string
}

const columns = `id, connection_id, topic, business_key, source, state, attempts, reason, occurred_at, received_at, done_at,
  to_char(received_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`

/** Events, newest first; optionally of one state or connection. */
export function listEvents(
  tx: Tx,
  page: { limit: number; after?: { at: string; id: string }; state?: string; connectionId?: string },
): Promise<EventRow[]> {
  return tx.query<EventRow>(
    `select ${columns} from events
      where ($2::timestamptz is null or (received_at, id) < ($2, $3::uuid))
        and ($4::text is null or state = $4) and ($5::uuid is null or connection_id = $5)
      order by received_at desc, id desc limit $1`,
    [
      page.limit,
      page.after?.at ?? null,
      page.after?.id ?? null,
      page.state ?? null,
      page.connectionId ?? null,
    ],
  )
}

/** One event with the text of its payload. */
export async function readEvent(tx: Tx, id: string): Promise<EventRow & { body: string }> {
  const [event] = await tx.query<EventRow & { body: string }>(
    `select ${columns}, body from events where id = $1`,
    [id],
  )
  if (!event) throw new Refusal('not_found', 'There is no such event.')
  return event
}

/** Works an event again from its stored payload, whatever became of it before. */
export async function replayEvent(tx: Tx, add: AddJobs, id: string): Promise<void> {
  const found = await tx.query(
    `update events set state = 'new', attempts = 0, reason = null, done_at = null where id = $1 returning id`,
    [id],
  )
  if (found.length === 0) throw new Refusal('not_found', 'There is no such event.')
  await add(tx, [{ queue: 'events', tenantId: tx.tenantId, data: { events: [id] } }])
}
