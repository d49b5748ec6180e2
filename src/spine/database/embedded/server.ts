import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findBinaries } from './binaries.ts'
import { makeCluster, userOf } from './cluster.ts'
import { chooseIdentity, openDoors, searchPath } from './identity.ts'
import { disownRecycledPid, findPostmaster, type Postmaster } from './postmaster.ts'
import { enter, type Presence } from './presence.ts'
import { makeSocketFolder } from './socket-folder.ts'

export type Place = { dataFolder: string; durable: boolean; log: (line: string) => void }
export type Running = Postmaster & { presence: Presence }

/** Children of a killed server hold its shared memory for a moment, and a start then fails. */
const stubbornness = 10_000

/** Replaying the log after a crash of a busy shop takes minutes at the very worst. */
const patience = 300_000

/**
 * Joins the server of this folder, or starts it. Runs under the start lock, so "not running" stays true
 * until our own start.
 */
export async function joinOrStart(place: Place): Promise<Running> {
  const cluster = join(place.dataFolder, 'cluster')
  const began = performance.now()
  let child: ChildProcess | undefined
  while (performance.now() - began < patience) {
    const postmaster = await findPostmaster(cluster)
    const presence = postmaster?.socketFolder ? await enter(postmaster.socketFolder) : undefined
    if (postmaster && presence) return { ...postmaster, presence }
    if (!postmaster && (!child || child.exitCode !== null || child.signalCode !== null)) {
      if (child) await forgiveOrThrow(place, performance.now() - began)
      child = await start(place, cluster)
    }
    await pause(15)
  }
  throw new Error(`PostgreSQL in ${cluster} does not answer. Its last words: ${await lastWords(place)}`)
}

async function start(place: Place, cluster: string): Promise<ChildProcess> {
  const began = performance.now()
  const [binaries, who] = await Promise.all([findBinaries(), chooseIdentity()])
  await openDoors(who, [place.dataFolder], [binaries.initdb, binaries.postgres])
  await makeCluster(cluster, binaries, who, place.durable)
  await disownRecycledPid(cluster)
  const socketFolder = await makeSocketFolder(place.dataFolder)
  await mkdir(join(place.dataFolder, 'logs'), { mode: 0o700, recursive: true })
  await openDoors(who, [socketFolder, join(place.dataFolder, 'logs')], [])
  const settings = Object.entries(settingsFor(place, socketFolder)).flatMap(([k, v]) => ['-c', `${k}=${v}`])
  const [command = '', ...args] = [...who.prefix, binaries.postgres, '-D', cluster, ...settings]
  const output = await open(startLog(place), 'w', 0o600)
  const child = spawn(command, args, {
    ...userOf(who),
    cwd: cluster,
    env: { PATH: searchPath, LC_ALL: 'C' },
    // The server outlives the app, so a restart of the app finds it warm.
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
  })
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject))
  await output.close()
  child.unref()
  place.log(
    `PostgreSQL ${child.pid} starts in ${cluster} (prepared in ${Math.round(performance.now() - began)} ms)`,
  )
  return child
}

function settingsFor(place: Place, socketFolder: string): Record<string, string> {
  const quoted = `"${socketFolder.replaceAll('"', '""')}"`
  const careless = {
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: 'off',
    max_connections: '200',
  }
  return {
    listen_addresses: '',
    unix_socket_directories: quoted,
    unix_socket_permissions: '0700',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A week of logs, each day's file overwritten a week later: bounded without a rotation job.
    logging_collector: 'on',
    log_directory: join(place.dataFolder, 'logs'),
    log_filename: 'postgres-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    ...(place.durable ? {} : careless),
  }
}

async function forgiveOrThrow(place: Place, tried: number): Promise<void> {
  if (tried > stubbornness) throw new Error(`PostgreSQL did not start: ${await lastWords(place)}`)
  await pause(100)
}

/** The end of what it printed before its log took over, and of today's log. */
async function lastWords(place: Place): Promise<string> {
  const day = new Date().toLocaleDateString('en', { weekday: 'short', timeZone: 'UTC' })
  const files = [startLog(place), join(place.dataFolder, `logs/postgres-${day}.log`)]
  const texts = await Promise.all(files.map(file => readFile(file, 'utf8').catch(() => '')))
  return texts.map(text => text.slice(-1_500).trim()).join('\n') || '(none)'
}

function startLog(place: Place): string {
  return join(place.dataFolder, 'start.log')
}
