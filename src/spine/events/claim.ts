import type { Database } from '../database/database.ts'

/** An event in this process's hands until its lease ends. */
export interface ClaimedEvent {
  readonly tenantId: string
  readonly id: string
  /** Attempts that began before this one, in any process. */
  readonly attempts: number
  /** The trace in which it came. */
  readonly traceparent: string | null
}

/** Long enough for a whole claim; after a crash others wait this long. */
const leaseSeconds = 25

/**
 * Claims waiting events for this process, a few of each tenant in turn, so that one tenant's burst does not keep the others waiting.
 * The first attempt is counted here; later ones are counted one by one as they begin (`beginAgain`), because a payload that ends its
 * process must not be held against those that were claimed with it.
 */
export async function claimEvents(db: Database, size = 40, perTenant = 10): Promise<ClaimedEvent[]> {
  const rows = await db.statement<{
    tenant_id: string
    id: string
    attempts: number
    traceparent: string | null
  }>(
    'claim_events',
    // Walks from tenant to tenant by the index instead of reading all that waits.
    `with recursive waiting (tenant_id) as (
       (select tenant_id from events where state = 'new' order by tenant_id limit 1)
       union all
       select (select e.tenant_id from events e where e.state = 'new' and e.tenant_id > w.tenant_id order by e.tenant_id limit 1)
         from waiting w where w.tenant_id is not null
     ),
     turns as (select tenant_id from waiting where tenant_id is not null order by random()),
     due as (
       select e.* from turns t, lateral (
         select tenant_id, id, attempts from events
          where tenant_id = t.tenant_id and state = 'new' and due_at <= clock_timestamp()
          order by due_at limit $2 for update skip locked
       ) e limit $1
     )
     update events e set due_at = clock_timestamp() + $3::float8 * interval '1 s', attempts = greatest(e.attempts, 1)
       from due where e.tenant_id = due.tenant_id and e.id = due.id and e.state = 'new'
     returning e.tenant_id, e.id, due.attempts, e.traceparent`,
    [size, perTenant, leaseSeconds],
  )
  return rows.map(({ tenant_id: tenantId, ...row }) => ({ tenantId, ...row }))
}

/**
 * Counts an attempt that is not the first and commits it before the work: a crash is an attempt too. Gives the number that began, or 0
 * where the claim ran out and another began since: one attempt would be counted as two, and the ninth parks.
 */
export async function beginAgain(db: Database, { tenantId, id, attempts }: ClaimedEvent): Promise<number> {
  const rows = await db.tenant(tenantId, tx =>
    tx.query<{ attempts: number }>(
      `update events set attempts = attempts + 1, due_at = clock_timestamp() + $2::float8 * interval '1 s'
        where id = $1 and state = 'new' and attempts = $3 returning attempts`,
      [id, leaseSeconds, attempts],
    ),
  )
  return rows[0]?.attempts ?? 0
}
