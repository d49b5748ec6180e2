import type { Fact } from '../connections/intake.ts'
import type { Database, Tx } from '../database/database.ts'
import { maximumTries } from '../jobs/jobs.ts'
import type { Job } from '../jobs/job.ts'
import { Refusal } from '../refusal.ts'

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
}

interface StoredEvent {
  readonly id: string
  readonly connection_id: string
  readonly connector: string
  readonly topic: string
  readonly body: string
  readonly attempts: number
}

/** The work of the `events` queue: each event of the job for itself. What is done stays done when another fails and the job returns. */
export async function workEvents(work: EventWork, job: Job): Promise<void> {
  const { events } = job.data
  const failures: unknown[] = []
  for (const id of Array.isArray(events) ? events : [])
    await workEvent(work, job, String(id)).catch(error => failures.push(error))
  if (failures.length > 0) throw failures[0]
}

// Translate, announce, done. The eighth failure parks it with its reason instead of throwing.
async function workEvent(work: EventWork, job: Job, id: string): Promise<void> {
  const event = await beginAttempt(work.db, job.tenantId, id)
  if (!event) return
  try {
    // A payload that ends its process is known by attempts that began and never finished.
    if (event.attempts > maximumTries) throw new Error('The process ended during every attempt.')
    const facts = work.translate(event.connector, event)
    await work.db.tenant(job.tenantId, async tx => {
      await work.announce(tx, {
        eventId: id,
        connectionId: event.connection_id,
        connector: event.connector,
        facts,
      })
      await tx.query(`update events set state = 'done', reason = null, done_at = now() where id = $1`, [id])
    })
  } catch (error) {
    if (event.attempts < maximumTries) throw error
    await park(work.db, job.tenantId, id, error)
    work.onParked(job.tenantId, id)
  }
}

// Counted and committed before the work: a crash is an attempt too.
async function beginAttempt(db: Database, tenantId: string, id: string): Promise<StoredEvent | undefined> {
  const [event] = await db.tenant(tenantId, tx =>
    tx.query<StoredEvent>(
      `update events e set attempts = attempts + 1 from connections c
        where e.id = $1 and e.state = 'new' and c.tenant_id = e.tenant_id and c.id = e.connection_id
        returning e.id, e.connection_id, c.connector, e.topic, e.body, e.attempts`,
      [id],
    ),
  )
  return event
}

async function park(db: Database, tenantId: string, id: string, error: unknown): Promise<void> {
  const reason =
    error instanceof Refusal ? error.says : error instanceof Error ? error.message : String(error)
  await db.tenant(tenantId, tx =>
    tx.query(`update events set state = 'parked', reason = $2 where id = $1`, [id, reason.slice(0, 2000)]),
  )
}
