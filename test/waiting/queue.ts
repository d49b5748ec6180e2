import { setTimeout as sleep } from 'node:timers/promises'
import { openJobs, type Jobs } from '#spine/jobs/jobs.ts'
import type { Job, JobWork, NewJob, QueueName } from '#spine/jobs/job.ts'
import { house, type House } from '../house.ts'

/** A queue on a database of its own, with as many workers as a test opens: each is what a process would be. */
export interface Queue extends AsyncDisposable {
  readonly house: House
  /** What jobs threw and the queue met, newest last. */
  readonly errors: { error: unknown; job: Job | undefined }[]
  /** Opens one more worker. */
  worker(works: Partial<Record<QueueName, JobWork>>): Promise<Jobs>
  /** Adds jobs of the house's account, or another's, in one transaction. */
  add(jobs: Omit<NewJob, 'tenantId'> | readonly Omit<NewJob, 'tenantId'>[], tenantId?: string): Promise<void>
  /** The rows of the queue's table, oldest first. */
  rows(): Promise<Record<string, unknown>[]>
  /** Lets what waits be due now. */
  hurry(): Promise<void>
}

export async function queue(): Promise<Queue> {
  const home = await house()
  const errors: Queue['errors'] = []
  const opened: Jobs[] = []
  const open = async (isWorker: boolean, works: Partial<Record<QueueName, JobWork>>) => {
    const jobs = openJobs({
      db: home.db,
      url: home.url,
      isWorker,
      onError: (error, job) => void errors.push({ error, job }),
    })
    for (const name of queueNames) {
      const work = works[name]
      if (work) jobs.work(name, work)
    }
    await jobs.start()
    opened.push(jobs)
    return jobs
  }
  const adder = await open(false, {})
  return {
    house: home,
    errors,
    worker: works => open(true, works),
    add: (jobs, tenantId = home.tenantId) =>
      home.db.tenant(tenantId, tx =>
        adder.add(
          tx,
          [jobs].flat().map(job => ({ ...job, tenantId })),
        ),
      ),
    rows: () => home.asOwner(`select * from pgboss.job where name !~ '^__' order by created_on, id`),
    hurry: async () => {
      await home.asOwner(
        `update pgboss.job set start_after = now() where state in ('created', 'retry') and start_after > now()`,
      )
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(opened.map(jobs => jobs.stop()))
      await home[Symbol.asyncDispose]()
    },
  }
}

const queueNames = ['work', 'actions', 'ticks', 'long'] as const

/** Waits until something holds, or fails with what was waited for. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 120_000
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}.`)
    await sleep(25)
  }
}
