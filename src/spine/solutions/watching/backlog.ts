import type { Database } from '../../database/database.ts'
import { queues as jobQueues } from '../../jobs/job.ts'
import type { Backlog } from '../../telemetry/metrics.ts'

const queues = ['events', ...Object.keys(jobQueues)]

/**
 * What waits, over all tenants: two statements on partial indexes that hold what waits and nothing else. An event in somebody's
 * hands or backing off has its `due_at` in the future and counts as `later`.
 */
export async function readBacklog(db: Database): Promise<Backlog> {
  const [waiting, aside] = await Promise.all([readWaiting(db), readAside(db)])
  const known = new Map(waiting.map(row => [row.queue, row]))
  return {
    parkedEvents: aside?.parked ?? 0,
    deadJobs: aside?.dead ?? 0,
    queues: queues.map(queue => {
      const row = known.get(queue)
      return { queue, due: row?.due ?? 0, later: row?.later ?? 0, oldestSeconds: row?.age ?? 0 }
    }),
  }
}

function readWaiting(db: Database): Promise<{ queue: string; due: number; later: number; age: number }[]> {
  // `not blocked` is what lets the queue's own index of waiting jobs be used.
  return db.statement(
    'backlog_waiting',
    `with waiting as (
       select name as queue, start_after as due_at from pgboss.job
        where name = any($1) and state < 'active' and not blocked
       union all
       select 'events', due_at from events where state = 'new'
     )
     select queue, count(*) filter (where due_at <= clock_timestamp())::int as due,
            count(*) filter (where due_at > clock_timestamp())::int as later,
            greatest(0, extract(epoch from clock_timestamp() - min(due_at)))::float8 as age
       from waiting group by queue`,
    [queues],
  )
}

async function readAside(db: Database): Promise<{ parked: number; dead: number } | undefined> {
  const [row] = await db.statement<{ parked: number; dead: number }>(
    'backlog_aside',
    `select (select count(*)::int from events where state = 'parked') as parked,
            (select count(*)::int from dead_jobs where replayed_at is null) as dead`,
    [],
  )
  return row
}
