import type { Tx } from '../database/database.ts'

export type QueueName = 'work' | 'actions' | 'ticks' | 'long'

/** How the jobs of a queue are treated and worked. */
interface Queue {
  /**
   * `stately` keeps one of a lane waiting and one running, so that ten changes of one order are judged once more and never at the same
   * time; `key_strict_fifo` runs those of a lane strictly one after another.
   */
  readonly policy: 'stately' | 'key_strict_fifo'
  /** Hands, as a share of what a process has for a queue; at least one. */
  readonly share: number
  /** Jobs claimed together are settled together: few, so that a slow one keeps hardly another waiting. */
  readonly batch: number
  readonly pollSeconds: number
  /** How long an attempt may live without an end, where the process says nothing. One whose worker died is known by its heartbeat. */
  readonly attemptSeconds?: number
}

const usual: Queue = { policy: 'stately', share: 1, batch: 2, pollSeconds: 0.5 }

export const queues: Readonly<Record<QueueName, Queue>> = {
  work: usual,
  // Half of what outside writes there can be in hand is one account's at most: its platform may take its time, and others' are waiting.
  actions: { ...usual, policy: 'key_strict_fifo', share: 1.5 },
  // Schedules. They can wait a moment; five hands that ask twice a second would be most of what an idle install does.
  ticks: { ...usual, pollSeconds: 2 },
  // What may take hours, so that nothing shares its worker.
  long: { ...usual, share: 0, batch: 1, pollSeconds: 2, attemptSeconds: 12 * 60 * 60 },
}

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
