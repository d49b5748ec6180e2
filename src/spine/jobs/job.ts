import type { Tx } from '../database/database.ts'

/**
 * The queues, and how each treats jobs of one lane:
 * `work` keeps one waiting and one running, so that ten changes of one order are judged once more and never
 * at the same time; `actions` runs strictly one after another; `ticks` are schedules; `long` is what may take hours, so that nothing
 * shares its worker.
 */
export const queuePolicies = {
  work: 'stately',
  actions: 'key_strict_fifo',
  ticks: 'stately',
  long: 'stately',
} as const

export type QueueName = keyof typeof queuePolicies

/** What a job carries: JSON, small, ids rather than payloads. */
export type JobData = Readonly<Record<string, unknown>>

/** A job to add. It belongs to one tenant; only `ticks` belong to none. */
export interface NewJob {
  readonly queue: QueueName
  readonly tenantId: string | null
  readonly data: JobData
  /** Jobs of one lane never run at the same time. */
  readonly lane?: string
  /** Seconds from now, by the database's clock. */
  readonly afterSeconds?: number
}

/** A job in a worker's hands. `tries` counts earlier attempts, also those that ended with the death of their process. */
export interface Job {
  readonly id: string
  readonly queue: QueueName
  readonly tenantId: string
  readonly data: JobData
  readonly lane: string | undefined
  readonly tries: number
  /** Since it was added. */
  readonly ageSeconds: number
  /** Aborts when this worker's claim is lost or the process is stopping. */
  readonly signal: AbortSignal
}

export type JobWork = (job: Job) => Promise<void>

/** Thrown by a job's work to be called again later: no failure, and not counted as one. */
export class Again extends Error {
  override readonly name = 'Again'
  readonly afterSeconds: number

  constructor(afterSeconds: number) {
    super(`again in ${afterSeconds} s`)
    this.afterSeconds = afterSeconds
  }
}

/**
 * Full jitter: evenly between 0 and the exponential bound, so that what failed together does not come back together.
 * @param tries earlier failures, from 0
 * @returns whole seconds, at most 10 minutes
 */
export function backoffSeconds(tries: number, random: () => number = Math.random): number {
  return Math.ceil(random() * Math.min(600, 2 ** Math.min(tries, 12)))
}

/** Adds jobs in the caller's transaction: they exist if and only if it commits. */
export type AddJobs = (tx: Pick<Tx, 'query' | 'afterCommit'>, jobs: readonly NewJob[]) => Promise<void>
