import { constants } from 'node:fs'
import { chown, copyFile, mkdir, open, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Client } from 'pg'
import { chooseIdentity } from '../database/embedded/identity.ts'

/** What a start makes anew, and must not find from another server: PostgreSQL's manual, "Making a Base Backup Using the Low Level API". */
const emptied = /^(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\//
const leftOut = new Set([
  'postmaster.pid',
  'postmaster.opts',
  'pg_internal.init',
  'backup_label',
  'tablespace_map',
])
const isLeftOut = (path: string): boolean =>
  path.split('/').some(name => leftOut.has(name) || name.startsWith('pgsql_tmp'))

/**
 * Copies the files of the running built-in server, which brings no pg_dump: by PostgreSQL's own low-level backup. The server goes on
 * meanwhile; a start on the copy replays the log that is copied with it, and stands as the server did when the copy was done.
 */
export async function copyCluster(client: Client, cluster: string, to: string): Promise<void> {
  // Keeps the log from the start of the copy on, and is gone with this session, however that ends.
  await client.query(`select pg_create_physical_replication_slot('storewright_backup', true, true)`)
  await client.query(`select pg_backup_start('storewright', true)`)
  await mkdir(to, { mode: 0o700 })
  for (const entry of await readdir(cluster, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(join(cluster, '/').length)
    if (isLeftOut(path) || emptied.test(path) || path === 'global/pg_control') continue
    if (entry.isDirectory()) await mkdir(join(to, path), { recursive: true, mode: 0o700 })
    else if (entry.isFile()) await copy(join(cluster, path), join(to, path))
    else throw new Error(`${path} is no file: tablespaces of the built-in server are not backed up.`)
  }
  // Last of all, as pg_basebackup does it.
  await copy(join(cluster, 'global/pg_control'), join(to, 'global/pg_control'))
  const { rows } = await client.query<{ label: string; last: string }>(
    `select labelfile as label, pg_walfile_name(lsn) as last from pg_backup_stop(true)`,
  )
  const [stopped] = rows
  const first = /\(file ([0-9A-F]{24})\)/.exec(stopped?.label ?? '')?.[1]
  if (!stopped || first === undefined) throw new Error('PostgreSQL did not say what the backup needs.')
  await writeFile(join(to, 'backup_label'), stopped.label, { mode: 0o600 })
  const logs = (await readdir(join(cluster, 'pg_wal'))).filter(
    name => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= stopped.last,
  )
  if (!logs.includes(first) || !logs.includes(stopped.last))
    throw new Error('The log that the backup needs is not there any more.')
  for (const name of logs) await copy(join(cluster, 'pg_wal', name), join(to, 'pg_wal', name))
}

/** Puts a copied cluster where the built-in server looks for its own, which must not be there yet. */
export async function placeCluster(from: string, to: string): Promise<void> {
  const who = await chooseIdentity()
  const own = async (path: string): Promise<void> => {
    if (who.uid !== undefined && who.gid !== undefined) await chown(path, who.uid, who.gid)
  }
  await mkdir(to, { recursive: true, mode: 0o700 })
  await own(to)
  const needed = ['pg_wal/archive_status', 'pg_wal/summaries', ...emptyFolders]
  for (const folder of needed) {
    await mkdir(join(to, folder), { recursive: true, mode: 0o700 })
    await own(join(to, folder))
  }
  await own(join(to, 'pg_wal'))
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(join(from, '/').length)
    const target = join(to, path)
    if (entry.isDirectory()) await mkdir(target, { recursive: true, mode: 0o700 })
    else await copy(join(from, path), target)
    await own(target)
  }
}

// A manifest knows files only, and a copy of a backup may lose its empty folders; PostgreSQL misses them.
const emptyFolders = [
  'pg_commit_ts',
  'pg_dynshmem',
  'pg_logical/mappings',
  'pg_logical/snapshots',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_tblspc',
  'pg_twophase',
]

async function copy(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to, constants.COPYFILE_FICLONE)
  } catch (error) {
    // A table may be dropped while its file is to be copied; the log knows.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return
    throw error
  }
  // Some files are nobody's to write (the key of TLS); whoever may read one may sync it.
  await using file = await open(to, 'r')
  await file.sync()
}
