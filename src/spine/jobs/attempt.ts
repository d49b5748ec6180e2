import type { JobResult, JobWithMetadata, PgBoss } from 'pg-boss'
import { asDeed } from '../calls/retry-budget.ts'
import type { Database } from '../database/database.ts'
import { countJob } from '../telemetry/metrics.ts'
import { traced } from '../telemetry/trace.ts'
import { buryJob } from './dead.ts'
import { waitForAdders } from './lane-locks.ts'
import { Again, backoffSeconds, queues, type Job, type JobData, type JobWork, type QueueName } from './job.ts'

/** A job is laid aside after this many attempts. */
export const maximumTries = 8

/** What a job looks like in the queue's table. */
export interface Envelope {
  readonly tenantId: string | null
  readonly data: JobData
  /** The trace that set it going. */
  readonly traceparent?: string | undefined
}

/** What an attempt stands on. */
export interface Attempting {
  readonly boss: PgBoss
  readonly db: Database
  readonly queue: QueueName
  readonly work: JobWork
  /** Told of what went wrong. */
  readonly onError: (error: unknown, job?: Job) => void
}

/**
 * One job, to one of three ends: done (also when laid aside), failed with the delay after which it comes back, or called again
 * without a failure. Never throws: jobs are claimed together, and one that throws would end the claims of its neighbours.
 */
export async function attempt(by: Attempting, claimed: JobWithMetadata<Envelope>): Promise<JobResult> {
  const job = jobOf(by.queue, claimed)
  const begun = performance.now()
  const work = () => asDeed(job.id, () => workInTrace(by.work, job, claimed.data.traceparent))
  const outcome = await outcomeOf({ ...by, work }, job, claimed.singletonKey)
  countJob(job.queue, outcome, (performance.now() - begun) / 1000)
  return { id: job.id, status: outcome === 'done' || outcome === 'dead' ? 'completed' : 'failed' }
}

// The span is named by what it does: there are few of these, and no id is among them. To be called again is no failure.
async function workInTrace(work: JobWork, job: Job, from: string | undefined): Promise<void> {
  const { solution, work: name, tick } = job.data
  const parts = [job.queue, solution, name, tick].filter(part => typeof part === 'string')
  const about = { tenantId: job.tenantId || undefined, job: job.id, attempt: job.tries + 1 }
  const again = await traced({ name: `job ${parts.join('/')}`, kind: 'consumer', from, about }, async () => {
    try {
      await work(job)
      return undefined
    } catch (error) {
      if (error instanceof Again) return error
      throw error
    }
  })
  if (again) throw again
}

type Outcome = 'done' | 'again' | 'failed' | 'dead'

async function outcomeOf(by: Attempting, job: Job, lane: string | null): Promise<Outcome> {
  try {
    // A payload that kills its process never reaches the catch below: the count of claims ends it here.
    if (job.tries >= maximumTries * 2) throw new Error('Its process ended during every attempt.')
    if (lane !== null && queues[by.queue].policy === 'stately')
      await waitForAdders((text, values) => by.boss.getDb().executeSql(text, values), lane)
    await by.work(job)
    return 'done'
  } catch (error) {
    try {
      return await end(by, job, error)
    } catch (failure) {
      by.onError(failure, job)
      return 'failed'
    }
  }
}

function jobOf(queue: QueueName, claimed: JobWithMetadata<Envelope>): Job {
  return {
    id: claimed.id,
    queue,
    tenantId: claimed.data.tenantId ?? '',
    data: claimed.data.data,
    lane: claimed.singletonKey?.slice(claimed.singletonKey.indexOf(':') + 1),
    tries: claimed.retryCount,
    ageSeconds: Math.max(0, (Date.now() - claimed.createdOn.getTime()) / 1000),
    signal: claimed.signal,
  }
}

async function end(by: Attempting, job: Job, error: unknown): Promise<Outcome> {
  if (error instanceof Again) {
    await delayRetry(by.boss, job, error.afterSeconds, true)
    return 'again'
  }
  by.onError(error, job)
  // Before anything that may fail: whatever happens next, it does not come back at once.
  await delayRetry(by.boss, job, backoffSeconds(job.tries), false)
  if (job.tries + 1 < maximumTries || job.tenantId === '') return 'failed'
  await by.db.tenant(job.tenantId, tx => buryJob(tx, job, reasonOf(error)))
  return 'dead'
}

// PostgreSQL's text holds no U+0000, and a reason that cannot be written would keep its job alive for ever.
function reasonOf(error: unknown): string {
  const says = error instanceof Error ? error.message : String(error)
  return says.replaceAll('\0', '').slice(0, 2000)
}

// pg-boss adds half a jitter at best; the delay of this one retry is ours. It counts an attempt at the next claim unless the job
// was never begun: that is how being called again is no failure. Only the claim in hand is touched, never a later one.
async function delayRetry(boss: PgBoss, job: Job, seconds: number, isUncounted: boolean): Promise<void> {
  await boss.getDb().executeSql(
    `update pgboss.job set retry_delay = $3, started_on = case when $4 then null else started_on end
        where name = $1 and id = $2 and state = 'active' and retry_count = $5`,
    [job.queue, job.id, Math.max(1, Math.ceil(seconds)), isUncounted, job.tries],
  )
}
