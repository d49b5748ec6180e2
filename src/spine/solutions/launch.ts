import { join } from 'node:path'
import { openAnchoring, type Anchoring } from '../audit/anchoring.ts'
import { headKeys } from '../audit/head-keys.ts'
import type { HeadStore } from '../audit/heads.ts'
import type { AnyConnector } from '../connections/catalogue.ts'
import { startEmbedded } from '../database/embedded/start-embedded.ts'
import { openDatabase } from '../database/database.ts'
import { noticeRestore } from '../backup/notice-restore.ts'
import { migrate, spineMigrations } from '../database/migrations.ts'
import type { Log } from '../telemetry/log.ts'
import { watchBacklog } from '../telemetry/metrics.ts'
import { readKeyFile } from '../vault/key-file.ts'
import { keyRing, loadKeyRing } from '../vault/keys.ts'
import { assemble, type Assembled } from './assemble.ts'
import { readBacklog } from './watching/backlog.ts'
import { solutionMigrations } from './migrations.ts'
import type { Solution } from './solution.ts'

/** What a launch needs to be told; the composition root knows it. */
export interface LaunchOptions {
  readonly databaseUrl: string | undefined
  readonly dataFolder: string
  readonly secretKeys: readonly string[]
  /** The seeds of the audit's signing keys, newest first; none = derived from `secretKeys`, or a file beside the vault's. */
  readonly auditKeys: readonly string[]
  /** Where the audit's heads are kept: what `headStore` can open. */
  readonly auditAnchor: string
  readonly headStore: (place: string) => HeadStore
  readonly isWorker: boolean
  readonly concurrency: number
  /** Of each account. */
  readonly mailsPerMinute: number
  readonly publicUrl: string
  readonly privateOrigins: readonly string[]
  readonly connectors: readonly AnyConnector[]
  readonly solutions: readonly Solution[]
  readonly log: Log
}

/** A launched spine: everything opened, nothing working yet. */
export interface Launched extends Assembled {
  /** The audit's heads at another place than the configured one. */
  readonly anchorAt: (place: string) => Anchoring
  /** Stops the jobs in hand, closes the pools and leaves the database. */
  close(): Promise<void>
}

const restored =
  'This database came out of a backup. What was under way is looked up at the platforms before it is sent.'

/** Opens the database (the embedded one, where no other is named), migrates it and puts the spine together. */
export async function launch(options: LaunchOptions): Promise<Launched> {
  const { log } = options
  const embedded =
    options.databaseUrl === undefined
      ? await startEmbedded({ dataFolder: join(options.dataFolder, 'postgres') })
      : undefined
  const url = options.databaseUrl ?? embedded?.url ?? ''
  await migrate(url, [...(await spineMigrations()), ...(await solutionMigrations(options.solutions))])
  const db = openDatabase({ url })
  for (const { tenantId, doubted } of await noticeRestore(db))
    log.warn(restored, { tenantId, count: doubted })
  const ring = await loadKeyRing({
    secretKeys: options.secretKeys,
    keyFile: join(options.dataFolder, 'secret.key'),
  })
  watchBacklog(() => readBacklog(db))
  const keys = headKeys(await auditSeeds(options))
  const anchorAt = (place: string) => openAnchoring({ db, keys, store: options.headStore(place) })
  const assembled = assemble({ ...options, db, url, ring, anchoring: anchorAt(options.auditAnchor) })
  return {
    ...assembled,
    anchorAt,
    close: async () => {
      await assembled.jobs.stop()
      await db.close()
      await embedded?.stop()
    },
  }
}

// An install without a disk of its own has SECRET_KEYS, and signs with what each of them derives.
async function auditSeeds({ auditKeys, secretKeys, dataFolder }: LaunchOptions): Promise<readonly string[]> {
  if (auditKeys.length > 0) return auditKeys
  if (secretKeys.length === 0) return readKeyFile(join(dataFolder, 'audit.key'))
  return secretKeys.map(key => keyRing([key]).derive('audit heads').toString('base64'))
}
