import type { Fact } from '../connections/intake.ts'
import type { Database, Tx } from '../database/database.ts'
import { backoffSeconds } from '../jobs/job.ts'
import { maximumTries } from '../jobs/attempt.ts'
import { tellHooks } from '../hooks/tell.ts'
import { showId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import { countJob } from '../telemetry/metrics.ts'
import { traced } from '../telemetry/trace.ts'
import { beginAgain, type ClaimedEvent } from './claim.ts'

/** What the stored event tells, for those who listen. */
export interface Heard {
  readonly eventId: string
  readonly connectionId: string
  readonly connector: string
  readonly facts: readonly Fact[]
}

export interface EventWork {
  readonly db: Database
  /** Reads the facts out of a stored body; the connector's own translation. */
  readonly translate: (connector: string, event: { topic: string; body: string }) => readonly Fact[]
  /** Passes the facts on, in the transaction that marks the event done. */
  readonly announce: (tx: Tx, heard: Heard) => Promise<void>
  readonly onParked: (tenantId: string, eventId: string) => void
  /** Told of an attempt that failed and will be repeated. */
  readonly onFailed: (tenantId: string, eventId: string, error: unknown) => void
}

interface StoredEvent {
  readonly connection_id: string
  readonly connector: string | null
  readonly topic: string
  readonly body: string
}

/**
 * Works one claimed event: translate, announce, done, in one transaction that holds its row. A failure sends it back with full
 * jitter; the eighth parks it with its reason.
 */
export async function workEvent(work: EventWork, claimed: ClaimedEvent): Promise<void> {
  const tries = claimed.attempts === 0 ? 1 : await beginAgain(work.db, claimed)
  if (tries === 0) return
  const begun = performance.now()
  const outcome = await outcomeOf(work, claimed, tries)
  countJob('events', outcome, (performance.now() - begun) / 1000)
}

async function outcomeOf(
  work: EventWork,
  { tenantId, id, traceparent }: ClaimedEvent,
  tries: number,
): Promise<'done' | 'failed' | 'parked'> {
  try {
    // A payload that ends its process is known by attempts that began and never finished.
    if (tries > maximumTries) throw new Error('The process ended during every attempt.')
    const about = { tenantId, eventId: id, attempt: tries }
    await traced({ name: 'event', kind: 'consumer', from: traceparent, about }, () =>
      work.db.tenant(tenantId, tx => attempt(work, tx, id)),
    )
    return 'done'
  } catch (error) {
    if (tries < maximumTries) {
      work.onFailed(tenantId, id, error)
      await sendBack(work.db, tenantId, id, backoffSeconds(tries))
      return 'failed'
    }
    await park(work.db, tenantId, id, error)
    work.onParked(tenantId, id)
    return 'parked'
  }
}

async function attempt(work: EventWork, tx: Tx, id: string): Promise<void> {
  // Whoever was late finds it done by another, or waits here until it is.
  const [event] = await tx.query<StoredEvent>(
    `select e.connection_id, c.connector, e.topic, e.body from events e
       left join connections c on c.tenant_id = e.tenant_id and c.id = e.connection_id
      where e.id = $1 and e.state = 'new' for no key update of e`,
    [id],
  )
  if (!event) return
  if (event.connector === null) throw new Error('Its connection was removed.')
  const facts = work.translate(event.connector, event)
  await work.announce(tx, {
    eventId: id,
    connectionId: event.connection_id,
    connector: event.connector,
    facts,
  })
  await tx.query(`update events set state = 'done', reason = null, done_at = now() where id = $1`, [id])
}

async function sendBack(db: Database, tenantId: string, id: string, seconds: number): Promise<void> {
  await db.tenant(tenantId, tx =>
    tx.query(
      `update events set due_at = clock_timestamp() + $2::float8 * interval '1 s' where id = $1 and state = 'new'`,
      [id, seconds],
    ),
  )
}

async function park(db: Database, tenantId: string, id: string, error: unknown): Promise<void> {
  const reason =
    error instanceof Refusal ? error.says : error instanceof Error ? error.message : String(error)
  await db.tenant(tenantId, async tx => {
    const [parked] = await tx.query<{ connection_id: string }>(
      `update events set state = 'parked', reason = $2 where id = $1 and state = 'new' returning connection_id`,
      // PostgreSQL's text holds no U+0000.
      [id, reason.replaceAll('\0', '').slice(0, 2000)],
    )
    const connection = parked && showId('conn', parked.connection_id)
    if (connection) await tellHooks(tx, 'event.parked', { event: showId('evt', id), connection })
  })
}
