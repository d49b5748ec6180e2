import type { Anchoring } from '../audit/anchoring.ts'
import { networkOf } from '../calls/outside/destination.ts'
import type { Connecting } from '../connections/accounts.ts'
import { catalogue, type AnyConnector } from '../connections/catalogue.ts'
import { openCircuits } from '../connections/circuits.ts'
import { openDoors, type Doors } from '../connections/doors.ts'
import type { Database } from '../database/database.ts'
import { openJobs, type Jobs } from '../jobs/jobs.ts'
import type { Log } from '../telemetry/log.ts'
import { countAction } from '../telemetry/metrics.ts'
import type { KeyRing } from '../vault/keys.ts'
import { openVault } from '../vault/vault.ts'
import { openEngine } from './engine.ts'
import type { Solution } from './solution.ts'
import type { Engine } from './whole.ts'

/** What a spine is made of, on a migrated database. */
export interface Parts {
  readonly db: Database
  /** The owner's URL of the same database, by which the queue is woken. */
  readonly url: string
  readonly ring: KeyRing
  readonly isWorker: boolean
  readonly concurrency?: number
  readonly publicUrl: string
  /** What connections may name although it is private. */
  readonly privateOrigins?: readonly string[]
  readonly connectors: readonly AnyConnector[]
  readonly solutions: readonly Solution[]
  readonly anchoring?: Anchoring
  readonly mailsPerMinute?: number
  readonly log: Log
}

/** A spine put together: nothing works yet, until its jobs are started. */
export interface Assembled {
  readonly engine: Engine
  readonly jobs: Jobs
  readonly doors: Doors
  readonly ring: KeyRing
  /** Its address may still become known: a door that took a free port learns it last. */
  readonly connecting: Connecting & { publicUrl: string }
}

/** Puts connectors, solutions and jobs on the spine; every failure of theirs is logged. */
export function assemble({ db, url, ring, log, solutions, ...parts }: Parts): Assembled {
  const jobs = openJobs({
    db,
    url,
    isWorker: parts.isWorker,
    ...(parts.concurrency !== undefined && { concurrency: parts.concurrency }),
    onError: (error, job) => {
      log.warn('A job failed.', job && { job: job.queue, tenantId: job.tenantId })
      log.error('Cause of the failure.', error, job && { queue: job.queue, tenantId: job.tenantId })
    },
  })
  const connecting = {
    db,
    vault: openVault(ring),
    catalogue: catalogue(parts.connectors),
    circuits: openCircuits(db),
    network: networkOf(parts.privateOrigins ?? []),
    publicUrl: parts.publicUrl,
  }
  const engine = openEngine({
    connecting,
    jobs,
    solutions,
    ...(parts.anchoring && { anchoring: parts.anchoring }),
    mailsPerMinute: parts.mailsPerMinute,
    count: countAction,
    onFailed: (error, event) => {
      log.warn('An event could not be worked yet.', event)
      log.error('Cause of the failure.', error, event)
    },
    onHookDisabled: hook => log.warn('An outgoing webhook was turned off.', hook),
    onParked: (tenantId, eventId) => log.error('An event was parked.', undefined, { tenantId, eventId }),
  })
  return { engine, jobs, connecting, ring, doors: openDoors(db) }
}
