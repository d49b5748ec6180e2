import { readFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import type { Database } from '../../database/database.ts'
import type { Backlog } from '../../telemetry/metrics.ts'
import { readBacklog } from './backlog.ts'

/** How the install as a whole fares, beside what its checks find. */
export interface System {
  readonly versions: {
    readonly storewright: string
    readonly node: string
    readonly postgres: string
    /** The newest step of the schema. */
    readonly schema: string
  }
  /** How long one question to the database takes. */
  readonly databaseMilliseconds: number
  /** When a worker last looked after the queues, which each does every five seconds; null where none ever did. */
  readonly workerSeenAt: Date | null
  readonly backlog: Backlog
  /** Of this account: how many events came in the last minute and hour. */
  readonly events: { readonly minute: number; readonly hour: number }
  /** The disk that the data folder lies on; null where it cannot be told. */
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number } | null
}

const ownVersion = versionIn(new URL('../../../../package.json', import.meta.url))

/** Asks the database and the disk anew; rejects where the database does not answer. */
export async function readSystem(
  db: Database,
  { tenantId, dataFolder }: { readonly tenantId: string; readonly dataFolder: string | undefined },
): Promise<System> {
  const begun = performance.now()
  await db.now()
  const databaseMilliseconds = performance.now() - begun
  const [backlog, [seen], own, disk] = await Promise.all([
    readBacklog(db),
    db.statement<{ at: Date | null }>('workers_seen', 'select max(monitor_on) as at from pgboss.queue', []),
    db.tenant(tenantId, tx =>
      tx.query<{ postgres: string; schema: string; minute: number; hour: number }>(
        `select current_setting('server_version') as postgres,
                (select max(name) from schema_migrations where name ~ '^\\d') as schema,
                count(*) filter (where received_at > now() - interval '1 minute')::int as minute,
                count(*)::int as hour
           from events where received_at > now() - interval '1 hour'`,
      ),
    ),
    diskOf(dataFolder),
  ])
  const { postgres = '', schema = '', minute = 0, hour = 0 } = own[0] ?? {}
  return {
    versions: { storewright: ownVersion, node: process.versions.node, postgres, schema },
    databaseMilliseconds,
    workerSeenAt: seen?.at ?? null,
    backlog,
    events: { minute, hour },
    disk,
  }
}

async function diskOf(folder: string | undefined): Promise<System['disk']> {
  if (folder === undefined) return null
  const found = await statfs(folder).catch(() => undefined)
  return found ? { freeBytes: found.bavail * found.bsize, totalBytes: found.blocks * found.bsize } : null
}

function versionIn(packageFile: URL): string {
  const read: unknown = JSON.parse(readFileSync(packageFile, 'utf8'))
  return typeof read === 'object' && read !== null && 'version' in read ? String(read.version) : ''
}
