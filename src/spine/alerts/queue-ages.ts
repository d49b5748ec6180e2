import type { Database } from '../database/database.ts'
import { queues } from '../jobs/job.ts'

/** For how long one account's oldest in a queue has been due. */
export interface QueueAge {
  readonly queue: string
  readonly seconds: number
}

/** By account, what waits and is due; one statement for all of them. Accounts for which nothing is due are missing. */
export async function readQueueAges(db: Database): Promise<ReadonlyMap<string, readonly QueueAge[]>> {
  const rows = await db.statement<{ tenant: string; queue: string; seconds: number }>(
    'queue_ages',
    `with waiting as (
       select data->>'tenantId' as tenant, name as queue, start_after as due_at from pgboss.job
        where name = any($1) and state < 'active' and not blocked
       union all
       select tenant_id::text, 'events', due_at from events where state = 'new'
     )
     select tenant, queue, extract(epoch from clock_timestamp() - min(due_at))::float8 as seconds from waiting
      where tenant is not null and due_at <= clock_timestamp() group by tenant, queue`,
    [Object.keys(queues)],
  )
  return Map.groupBy(rows, row => row.tenant)
}
