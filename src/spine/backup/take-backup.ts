import { copyFile, mkdir, readdir } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { basename, join } from 'node:path'
import { Client } from 'pg'
import { openDatabase } from '../database/database.ts'
import { startEmbedded } from '../database/embedded/start-embedded.ts'
import { Refusal } from '../refusal.ts'
import { loadKeyRing } from '../vault/keys.ts'
import { copyCluster } from './copy-cluster.ts'
import { dump } from './dump.ts'
import { writeManifest, type Manifest } from './manifest.ts'
import { backupLock, markAll } from './mark.ts'

/** Where an install keeps what a backup must hold. */
export interface Install {
  /** The owner's; undefined for the built-in server. */
  readonly databaseUrl: string | undefined
  readonly dataFolder: string
  /** A file, or `s3://bucket/prefix`, which is not ours to copy. */
  readonly auditAnchor: string
  readonly secretKeys: readonly string[]
}

/** The files whose loss nothing can make good, and whose theft opens every credential of the backup. */
export const keyFiles = ['secret.key', 'audit.key'] as const

/**
 * Takes a backup of a running or a stopped install into an empty or missing folder. The keys are left out unless they are asked for.
 * Throws Refusal `conflict` where something lies there already or another backup is under way, `unsupported` without pg_dump.
 */
export async function takeBackup(
  install: Install,
  folder: string,
  { withKeys = false }: { withKeys?: boolean } = {},
): Promise<Manifest> {
  await mustBeEmpty(folder)
  const embedded =
    install.databaseUrl === undefined
      ? await startEmbedded({ dataFolder: join(install.dataFolder, 'postgres') })
      : undefined
  const url = install.databaseUrl ?? embedded?.url ?? ''
  const db = openDatabase({ url, poolSize: 2 })
  const session = new Client({ connectionString: url, application_name: 'storewright-backup' })
  try {
    await session.connect()
    const { rows } = await session.query<{ is_ours: boolean; major: string; now: Date }>(
      `select pg_try_advisory_lock(${backupLock}) as is_ours, current_setting('server_version_num')::int / 10000 || '' as major,
              clock_timestamp() as now`,
    )
    const [began] = rows
    if (!began?.is_ours) throw new Refusal('conflict', 'Another backup of this database is under way.')
    const id = randomUUID()
    const unmark = await markAll(db, id)
    try {
      const audit = await countAudit(session)
      if (embedded)
        await copyCluster(session, join(install.dataFolder, 'postgres/cluster'), join(folder, 'cluster'))
      else await dump(url, join(folder, 'database.dump'))
      await copyBeside(install, folder, withKeys)
      const ring = await loadKeyRing({
        secretKeys: install.secretKeys,
        keyFile: join(install.dataFolder, 'secret.key'),
      })
      return await writeManifest(folder, {
        id,
        takenAt: began.now.toISOString(),
        method: embedded ? 'files' : 'dump',
        major: began.major,
        machine: `${process.platform}-${process.arch}`,
        keys: [...ring.ids],
        hasKeys: withKeys,
        audit,
      })
    } finally {
      await unmark()
    }
  } finally {
    await session.end()
    await db.close()
    await embedded?.stop()
  }
}

async function mustBeEmpty(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const [first] = await readdir(folder)
  if (first !== undefined)
    throw new Refusal(
      'conflict',
      `${folder} is not empty: there is ${first}. A backup wants a folder of its own.`,
    )
}

async function countAudit(session: Client): Promise<number> {
  const { rows } = await session.query<{ n: number }>('select count(*)::int as n from audit')
  return rows[0]?.n ?? 0
}

async function copyBeside(install: Install, folder: string, withKeys: boolean): Promise<void> {
  const { dataFolder, auditAnchor } = install
  if (!auditAnchor.startsWith('s3://')) await copyIfThere(auditAnchor, join(folder, 'audit-heads.ndjson'))
  if (!withKeys) return
  await mkdir(join(folder, 'keys'), { mode: 0o700 })
  for (const name of keyFiles) await copyIfThere(join(dataFolder, name), join(folder, 'keys', basename(name)))
}

async function copyIfThere(from: string, to: string): Promise<void> {
  await copyFile(from, to).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  })
}
