import type { Database } from '../database/database.ts'

/** A delivery in this process's hands until its lease ends. */
export interface ClaimedDelivery {
  readonly tenantId: string
  readonly id: string
  /** Attempts that began, this one included: in all, and since it was made or replayed. */
  readonly attempt: number
  readonly tries: number
  /** The database's Unix seconds. */
  readonly at: number
}

/** Longer than an attempt may take with all that is read and written around it. After a crash others wait this long. */
const leaseSeconds = 45

/**
 * Claims due deliveries, at most two in hand of each hook and one of a hook that fails, hooks in random order: a receiver that hangs
 * or has a long backlog keeps nobody else waiting. The attempt is counted and committed before anything is sent.
 */
export async function claimDeliveries(db: Database, size: number): Promise<ClaimedDelivery[]> {
  const rows = await db.statement<{
    tenant_id: string
    id: string
    attempts: number
    tries: number
    at: string
  }>(
    'claim_deliveries',
    `with turns as (
       select tenant_id, id, case when failing_since is null then 2 else 1 end as room from hooks
        where is_enabled and (quiet_until is null or quiet_until <= clock_timestamp()) order by random()
     ),
     due as (
       select d.tenant_id, d.id from turns t, lateral (
         select tenant_id, id from hook_deliveries
          where tenant_id = t.tenant_id and hook_id = t.id and state = 'waiting' and due_at <= clock_timestamp()
            and (lease_until is null or lease_until <= clock_timestamp())
          order by due_at
          limit greatest(0, t.room - (
            select count(*) from hook_deliveries h where h.tenant_id = t.tenant_id and h.hook_id = t.id
               and h.state = 'waiting' and h.lease_until > clock_timestamp()))
          for update skip locked
       ) d limit $1
     )
     update hook_deliveries d set lease_until = clock_timestamp() + $2::float8 * interval '1 s',
            attempts = d.attempts + 1, tries = d.tries + 1
       from due where d.tenant_id = due.tenant_id and d.id = due.id and d.state = 'waiting'
     returning d.tenant_id, d.id, d.attempts, d.tries, floor(extract(epoch from clock_timestamp()))::text as at`,
    [size, leaseSeconds],
  )
  return rows.map(row => ({
    tenantId: row.tenant_id,
    id: row.id,
    attempt: row.attempts,
    tries: row.tries,
    at: Number(row.at),
  }))
}
