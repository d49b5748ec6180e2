import type { PgBoss } from 'pg-boss'
import { nextId } from '../ids.ts'
import { traceparent } from '../telemetry/trace.ts'
import type { Envelope } from './attempt.ts'
import type { Crew } from './crew.ts'
import { queues, type AddJobs, type NewJob, type QueueName } from './job.ts'
import { holdLanes } from './lane-locks.ts'
import type { Turns } from './turns.ts'

/** Adds jobs in the caller's transaction; once that is committed, this process's own workers are woken. */
export function addJobs(boss: PgBoss, turns: Turns, crews: ReadonlyMap<QueueName, Crew>): AddJobs {
  return async (tx, jobs) => {
    const db = {
      executeSql: async (text: string, values?: unknown[]) => ({ rows: await tx.query(text, values) }),
    }
    for (const [queue, some] of Map.groupBy(jobs, job => job.queue)) {
      if (queues[queue].policy === 'stately') await holdLanes(tx, some.map(keyOf))
      await boss.insert(
        queue,
        some.map(({ tenantId, data, lane, afterSeconds }) => ({
          id: nextId(),
          data: { tenantId, data, traceparent: traceparent() } satisfies Envelope,
          priority: turns.place(queue, tenantId ?? ''),
          ...(lane !== undefined && laneOf(keyOf({ tenantId, lane }))),
          ...(queue === 'actions' && { group: { id: tenantId ?? '' } }),
          ...(afterSeconds !== undefined && { startAfter: afterSeconds }),
        })),
        { db, returnId: false },
      )
      const due = some.filter(({ afterSeconds = 0 }) => afterSeconds <= 0).length
      if (due > 0) tx.afterCommit(() => crews.get(queue)?.wake(due))
    }
  }
}

function keyOf({ tenantId, lane }: Pick<NewJob, 'tenantId' | 'lane'>): string {
  return `${tenantId ?? ''}:${lane ?? ''}`
}

// The singleton key alone would do: but of a lane whose job is running, a stately queue offers the next one all the same, the claim
// fails as a whole, and one slow lane stops the queue. The group is what claims skip. Of `actions` the account is the group: its lanes
// need none.
export function laneOf(lane: string): { singletonKey: string; group: { id: string } } {
  return { singletonKey: lane, group: { id: lane } }
}
