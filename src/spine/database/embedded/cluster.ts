import { execFile } from 'node:child_process'
import { mkdtemp, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import { type Identity, openDoors, searchPath } from './identity.ts'

const run = promisify(execFile)

/** The version of the files that the pinned binaries read. */
const major = '18'

/**
 * Makes the database cluster unless it is there. It is built under another name and moved when complete, so
 * a crash half-way leaves no half cluster. Runs under the start lock.
 */
export async function makeCluster(
  cluster: string,
  binaries: Binaries,
  who: Identity,
  durable: boolean,
): Promise<void> {
  const version = (await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  if (version === major) return
  if (version) {
    throw new Error(
      `${cluster} was written by PostgreSQL ${version}; this Storewright brings ${major}. See docs/backup.md.`,
    )
  }
  await sweep(cluster)
  const fresh = await mkdtemp(`${cluster}.new-`)
  await openDoors(who, [fresh], [])
  await initialise(fresh, binaries, who, durable)
  await rename(fresh, cluster)
  if (durable) await flush(dirname(cluster))
  await sweep(cluster)
}

/**
 * Takes away what starts left that were killed half-way. The initdb of such a start may live on and still write: what cannot be taken
 * away stays, and is in nobody's way.
 */
async function sweep(cluster: string): Promise<void> {
  const home = dirname(cluster)
  const halves = (await readdir(home)).filter(name => name.startsWith(`${basename(cluster)}.new`))
  for (const half of halves)
    await rm(join(home, half), { recursive: true, force: true }).catch(() => undefined)
}

async function initialise(
  folder: string,
  binaries: Binaries,
  who: Identity,
  durable: boolean,
): Promise<void> {
  const [command = '', ...args] = [
    ...who.prefix,
    binaries.initdb,
    `--pgdata=${folder}`,
    '--username=storewright',
    '--auth-local=trust',
    '--auth-host=reject',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ]
  await run(command, args, { ...userOf(who), cwd: folder, env: { PATH: searchPath, LC_ALL: 'C' } })
}

/** The part of spawn's options that changes the user. */
export function userOf(who: Identity): { uid?: number; gid?: number } {
  return who.uid === undefined || who.gid === undefined ? {} : { uid: who.uid, gid: who.gid }
}

/** Makes the rename itself survive a power cut. */
async function flush(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
