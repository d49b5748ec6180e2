import type { Tx } from '../database/database.ts'
import type { AddJobs, Job, JobData, QueueName } from './job.ts'
import { Refusal } from '../refusal.ts'

/** A job that was given up, as people see it. */
export interface DeadJob {
  readonly id: string
  readonly queue: QueueName
  readonly lane: string | null
  readonly data: JobData
  readonly tries: number
  readonly reason: string
  readonly died_at: Date
}

/** Lays a job aside with its reason. Repeated for one job, it keeps the first. */
export async function buryJob(tx: Tx, job: Job, reason: string): Promise<void> {
  await tx.query(
    `insert into dead_jobs (tenant_id, id, queue, lane, data, tries, reason) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict do nothing`,
    [tx.tenantId, job.id, job.queue, job.lane ?? null, JSON.stringify(job.data), job.tries + 1, reason],
  )
}

/** Dead jobs that nobody replayed yet, newest first. */
export function listDeadJobs(
  tx: Tx,
  page: { limit: number; after?: { at: string; id: string } },
): Promise<DeadJob[]> {
  return tx.query<DeadJob>(
    `select id, queue, lane, data, tries, reason, died_at from dead_jobs
      where replayed_at is null and ($2::timestamptz is null or (died_at, id) < ($2, $3::uuid))
      order by died_at desc, id desc limit $1`,
    [page.limit, page.after?.at ?? null, page.after?.id ?? null],
  )
}

/** Puts a dead job back into its queue, once. */
export async function reviveJob(tx: Tx, add: AddJobs, id: string): Promise<void> {
  const [job] = await tx.query<DeadJob>(
    `update dead_jobs set replayed_at = now() where id = $1 and replayed_at is null
     returning id, queue, lane, data, tries, reason, died_at`,
    [id],
  )
  if (!job) throw new Refusal('not_found', 'There is no such dead job, or it was replayed already.')
  await add(tx, [
    { queue: job.queue, tenantId: tx.tenantId, data: job.data, ...(job.lane !== null && { lane: job.lane }) },
  ])
}
