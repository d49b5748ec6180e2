import { PgBoss, type WorkOptions } from 'pg-boss'
import type { Database } from '../database/database.ts'
import { steadyClock } from './steady-clock.ts'
import { addJobs, laneOf } from './add-jobs.ts'
import { attempt, type Envelope } from './attempt.ts'
import { hireCrew, type Crew } from './crew.ts'
import { openTurns } from './turns.ts'
import { queues, type AddJobs, type Job, type JobData, type JobWork, type QueueName } from './job.ts'

/** A recurring tick. A tick missed while nothing ran is made up once, however many were missed. */
export interface Schedule {
  /** One schedule per name; setting it again replaces it. */
  readonly name: string
  readonly cron: string
  /** IANA zone in which the cron expression is read. */
  readonly zone?: string
  readonly data: JobData
}

/** Something that works beside the queues, between the same start and stop. */
export interface Alongside {
  start(): void
  /** Takes nothing more and waits for what is in hand. */
  stop(): Promise<void>
}

export interface Jobs {
  readonly add: AddJobs
  /** Registers the work of a queue; begins when `start` was called with workers. */
  work(queue: QueueName, work: JobWork): void
  /** Runs where queues are worked. */
  alongside(worker: Alongside): void
  schedule(schedule: Schedule): Promise<void>
  unschedule(name: string): Promise<void>
  start(): Promise<void>
  /** Takes no more jobs and waits for those in hand. */
  stop(): Promise<void>
}

export interface JobsOptions {
  readonly db: Database
  readonly url: string
  /** False in a process that only adds jobs. */
  readonly isWorker: boolean
  /** Jobs in hand per queue, of outside writes half as many again. Default 10. */
  readonly concurrency?: number
  /** How long an attempt may take until it counts as hung. Default 300; a queue may say otherwise. */
  readonly attemptSeconds?: number
  /** Told of what went wrong, with the job where there is one. */
  readonly onError: (error: unknown, job?: Job) => void
}

/** Opens the queue. Without `isWorker` it adds jobs and does nothing else. */
export function openJobs(options: JobsOptions): Jobs {
  const boss = openBoss(options)
  // The database's clock as it was at the start, and from there on one that nobody sets.
  let base = Date.now() - performance.now()
  const turns = openTurns(() => base + performance.now())
  const works = new Map<QueueName, JobWork>()
  const others: Alongside[] = []
  const crews = new Map<QueueName, Crew>()
  return {
    add: addJobs(boss, turns, crews),
    work: (queue, work) => void works.set(queue, work),
    alongside: worker => void others.push(worker),
    schedule: async ({ name, cron, zone, data }) => {
      const envelope: Envelope = { tenantId: null, data }
      await boss.schedule('ticks', cron, envelope, {
        key: name,
        tz: zone ?? 'UTC',
        missed: 'once',
        ...laneOf(name),
      })
    },
    unschedule: name => boss.unschedule('ticks', name),
    start: async () => {
      await boss.start()
      await ensureQueues(boss, options)
      base = (await options.db.now()).getTime() - performance.now()
      if (!options.isWorker) return
      for (const [queue, work] of works) crews.set(queue, await take(boss, queue, work, options))
      for (const worker of others) worker.start()
    },
    stop: async () => {
      await Promise.all(others.map(worker => worker.stop()))
      await boss.stop({ graceful: true, timeout: 20_000 })
    },
  }
}

function openBoss({ url, isWorker, onError }: JobsOptions): PgBoss {
  const boss = new PgBoss({
    connectionString: url,
    options: '-c role=storewright_jobs',
    application_name: 'storewright-jobs',
    max: isWorker ? 6 : 2,
    clock: steadyClock,
    migrate: false,
    createSchema: false,
    supervise: isWorker,
    schedule: isWorker,
    reindex: false,
    monitorVacuum: false,
    // How soon the jobs of a killed worker are seen: its heartbeat must be 10 s old, and somebody must look.
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    cronMonitorIntervalSeconds: 10,
    cronWorkerIntervalSeconds: 5,
  })
  boss.on('error', error => onError(error))
  return boss
}

async function ensureQueues(boss: PgBoss, { attemptSeconds = 300 }: JobsOptions): Promise<void> {
  for (const [name, { policy, attemptSeconds: own }] of Object.entries(queues)) {
    const expireInSeconds = own ?? attemptSeconds
    await boss.createQueue(name, {
      policy,
      notify: false,
      heartbeatSeconds: 10,
      expireInSeconds,
      // Our own ledger gives up (maximumTries); the queue itself must never lose a job that is only waiting.
      retryLimit: 1_000_000,
      retryDelay: 1,
      deleteAfterSeconds: 3600,
      retentionSeconds: 60 * 60 * 24 * 60,
    })
    // A notification of the database makes all commits wait for each other, and wakes every worker of every process for each job.
    // Those of this process are woken by hand (crew.ts), others look every half second. Older installs have it on.
    await boss.updateQueue(name, { notify: false, expireInSeconds })
  }
}

function take(boss: PgBoss, queue: QueueName, work: JobWork, options: JobsOptions): Promise<Crew> {
  const { policy, share, batch: batchSize, pollSeconds: pollingIntervalSeconds } = queues[queue]
  const hands = Math.max(1, Math.ceil(((options.concurrency ?? 10) * share) / 2))
  // Where accounts share by number, the queue must know its workers as one; of these it names only the first to be woken.
  const [hires, how] =
    policy === 'stately'
      ? [hands, { groupConcurrency: 1 }]
      : [1, { localConcurrency: hands, localGroupConcurrency: hands }]
  return hireCrew(boss, hires, whileBusy =>
    boss.work<Envelope, unknown, WorkOptions & { perJobResults: true; includeMetadata: true }>(
      queue,
      {
        ...how,
        perJobResults: true,
        includeMetadata: true,
        batchSize,
        burstWhenBatchFull: true,
        pollingIntervalSeconds,
      },
      batch =>
        whileBusy(() =>
          Promise.all(batch.map(claimed => attempt({ ...options, boss, queue, work }, claimed))),
        ),
    ),
  )
}
