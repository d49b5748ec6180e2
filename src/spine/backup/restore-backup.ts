import { existsSync } from 'node:fs'
import { chmod, copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Refusal } from '../refusal.ts'
import { placeCluster } from './copy-cluster.ts'
import { restoreDump } from './dump.ts'
import { readManifest, type Manifest } from './manifest.ts'
import { keyFiles, type Install } from './take-backup.ts'

/**
 * Restores a backup into an empty install: first every file is compared with the manifest, then the database is put in place, whole
 * or not at all. What is in doubt after it, the next opening finds (`noticeRestore`). Throws Refusal `conflict` where something is
 * there already, `invalid_input` for a backup that is damaged or of another kind.
 */
export async function restoreBackup(install: Install, folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder)
  const { databaseUrl, dataFolder } = install
  if (manifest.method === 'files' && databaseUrl !== undefined)
    throw new Refusal(
      'invalid_input',
      'This is a backup of the built-in PostgreSQL: restore it without DATABASE_URL.',
    )
  if (manifest.method === 'dump' && databaseUrl === undefined)
    throw new Refusal(
      'invalid_input',
      'This is a dump: set DATABASE_URL to an empty database to restore it to.',
    )
  mustBeAway(install, manifest)
  if (databaseUrl === undefined) await placeFiles(manifest, folder, dataFolder)
  else await restoreDump(databaseUrl, join(folder, 'database.dump'))
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  if (!install.auditAnchor.startsWith('s3://') && has(manifest, 'audit-heads.ndjson')) {
    await mkdir(dirname(install.auditAnchor), { recursive: true, mode: 0o700 })
    await copyFile(join(folder, 'audit-heads.ndjson'), install.auditAnchor)
  }
  for (const name of keyFiles) {
    if (!has(manifest, `keys/${name}`) || existsSync(join(dataFolder, name))) continue
    await copyFile(join(folder, 'keys', name), join(dataFolder, name))
    await chmod(join(dataFolder, name), 0o600)
  }
  return manifest
}

function has({ files }: Manifest, path: string): boolean {
  return files.some(file => file.path === path)
}

// Nothing is ever written over: neither a database nor the heads by which a tampered one would be found out.
function mustBeAway({ databaseUrl, dataFolder, auditAnchor }: Install, manifest: Manifest): void {
  const kept = databaseUrl === undefined ? [join(dataFolder, 'postgres/cluster')] : []
  const heads = auditAnchor.startsWith('s3://') || !has(manifest, 'audit-heads.ndjson') ? [] : [auditAnchor]
  const found = [...kept, ...heads].find(path => existsSync(path))
  if (found !== undefined)
    throw new Refusal(
      'conflict',
      `${found} is there already. A backup is restored into an empty install only.`,
    )
}

async function placeFiles(manifest: Manifest, folder: string, dataFolder: string): Promise<void> {
  const machine = `${process.platform}-${process.arch}`
  if (manifest.machine !== machine)
    throw new Refusal('invalid_input', `The files of ${manifest.machine} are not read on ${machine}.`)
  const place = join(dataFolder, 'postgres')
  await mkdir(place, { recursive: true, mode: 0o700 })
  const draft = join(place, 'cluster.restored')
  await rm(draft, { recursive: true, force: true })
  await placeCluster(join(folder, 'cluster'), draft)
  const [first] = await readdir(draft)
  if (first === undefined) throw new Refusal('invalid_input', 'The backup has no database in it.')
  await rename(draft, join(place, 'cluster'))
}
