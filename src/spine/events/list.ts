import type { Tx } from '../database/database.ts'
import { Refusal } from '../refusal.ts'

/** An event without its payload. Its id is ordered by the time of receipt, and so orders lists; `at` is for their cursors' form. */
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

/** Events, newest first; optionally of one state, connection or topic. */
export function listEvents(
  tx: Tx,
  page: {
    limit: number
    after?: { id: string }
    state?: string
    connectionId?: string
    topic?: string
  },
): Promise<EventRow[]> {
  return tx.query<EventRow>(
    `select ${columns} from events
      where ($2::uuid is null or id < $2) and ($3::text is null or state = $3)
        and ($4::uuid is null or connection_id = $4) and ($5::text is null or topic = $5)
      order by id desc limit $1`,
    [page.limit, page.after?.id ?? null, page.state ?? null, page.connectionId ?? null, page.topic ?? null],
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
export async function replayEvent(tx: Tx, id: string): Promise<void> {
  const [kept] = await tx.query<{ body: string }>('select body from events where id = $1', [id])
  if (kept?.body === '{}') throw new Refusal('conflict', 'Its payload is no longer kept.')
  const found = await tx.query(
    `update events set state = 'new', attempts = 0, reason = null, done_at = null, due_at = now() where id = $1 returning id`,
    [id],
  )
  if (found.length === 0) throw new Refusal('not_found', 'There is no such event.')
}

/** Works all parked events again whose payload is still kept; gives how many. */
export async function replayParked(tx: Tx): Promise<number> {
  const found = await tx.query(
    `update events set state = 'new', attempts = 0, reason = null, done_at = null, due_at = now()
      where state = 'parked' and body <> '{}' returning 1 as one`,
  )
  return found.length
}
