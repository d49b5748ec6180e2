import { workIntent } from '#spine/actions/execute.ts'
import type { Performing } from '#spine/actions/performing.ts'
import { catalogue, listed } from '#spine/connections/catalogue.ts'
import { openCircuits } from '#spine/connections/circuits.ts'
import type { Database } from '#spine/database/database.ts'
import { openJobs } from '#spine/jobs/jobs.ts'
import { openEngine } from '#spine/solutions/engine.ts'
import { keyRing } from '#spine/vault/keys.ts'
import { openVault } from '#spine/vault/vault.ts'
import { Notes } from './notes.ts'

/** The spine with the notes connector alone. `settled` stands in the place of the solutions. */
export function openDeeds(options: {
  db: Database
  url: string
  isWorker: boolean
  onError: (error: unknown) => void
  settled?: Performing<unknown>['settled']
  /** The clock of the circuits, in milliseconds. */
  now?: () => number
}) {
  const { db, settled, onError } = options
  const jobs = openJobs(options)
  const vault = openVault(keyRing([Buffer.alloc(32, 7).toString('base64')]))
  const circuits = openCircuits(db, options.now)
  const connecting = { db, vault, circuits, catalogue: catalogue([listed(Notes)]), publicUrl: '' }
  const told = { count: () => {}, onParked: () => {}, onFailed: onError }
  const engine = openEngine({ connecting, jobs, solutions: [], ...told })
  const spine = settled ? { ...engine, settled } : engine
  jobs.work('actions', job => workIntent(spine, job))
  return { jobs, connecting, spine }
}
