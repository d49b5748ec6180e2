import type { Database } from '../database/database.ts'
import type { Job, JobData } from './job.ts'

/** Jobs that wait for the same as one that has just learnt that it comes in vain. */
export interface Alike {
  /** What they have in their data. */
  readonly data: JobData
  /** Only those that were added less than so many seconds ago. */
  readonly youngerThan: number
  /** When the next of them shall come back, in seconds. Called once for each. */
  comesBack(): number
}

/** Puts off, at one stroke, what is due beside a job of `actions`: each need not find out for itself. */
export type PutOff = (beside: Pick<Job, 'tenantId'>, alike: Alike) => Promise<void>

const mostAtOnce = 2000
// The look costs more than some more that come in vain: once a second, and less often where much is due.
const pauseMs = 1000
const mostOfTheTime = 0.05

/**
 * Only the first of a lane is put off, as one that has failed is (`retry`): those behind it wait for it. A job that merely was not due
 * yet would be overtaken. Lanes of which nothing is due are not looked at: most of what waits was put off before.
 */
export function openPutOff(db: Pick<Database, 'across'>): PutOff {
  const now = () => performance.now()
  const resting = new Map<string, number>()
  return async ({ tenantId }, { data, youngerThan, comesBack }) => {
    const what = JSON.stringify({ tenantId, data })
    const begun = now()
    if (begun < (resting.get(what) ?? 0)) return
    resting.set(what, Infinity)
    try {
      await db.across(async tx => {
        const lanes = await tx.query<{ lane: string }>(
          `select distinct singleton_key as lane from pgboss.job
            where name = 'actions' and policy = 'key_strict_fifo' and state < 'active' and not blocked and group_id = $1
              and start_after <= now()`,
          [tenantId],
        )
        // Without statistics, as of a new install, one statement for both is planned so that it reads all for each row.
        const due = await tx.query<{ id: string }>(
          `with lined as materialized (
             select id, row_number() over (partition by singleton_key order by state desc, created_on, id) as place from pgboss.job
              where name = 'actions' and policy = 'key_strict_fifo' and state < 'active' and not blocked and group_id = $1
                and singleton_key = any($4))
           select id from pgboss.job waiting join lined using (id)
            where place = 1 and name = 'actions' and state < 'active' and start_after <= now()
              and created_on > now() - make_interval(secs => $3) and data @> $2
              and not exists (select 1 from pgboss.job before where before.name = 'actions' and before.policy = 'key_strict_fifo'
                and before.singleton_key = waiting.singleton_key and before.state in ('active', 'failed'))
            order by priority desc, created_on limit ${mostAtOnce} for update of waiting skip locked`,
          [tenantId, what, youngerThan, lanes.map(({ lane }) => lane)],
        )
        await tx.query(
          `update pgboss.job set state = 'retry', start_after = now() + make_interval(secs => seconds)
             from unnest($1::uuid[], $2::float8[]) away (job, seconds) where name = 'actions' and id = away.job`,
          [due.map(({ id }) => id), due.map(() => comesBack())],
        )
      })
    } finally {
      resting.set(what, now() + Math.max(pauseMs, (now() - begun) / mostOfTheTime))
    }
    if (resting.size > 1000) for (const [one, until] of resting) if (until < now()) resting.delete(one)
  }
}
