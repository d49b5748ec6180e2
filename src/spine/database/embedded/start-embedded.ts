import { mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { locked } from './lock.ts'
import { countOthers, enter, ownerUrl } from './presence.ts'
import { findPostmaster } from './postmaster.ts'
import { joinOrStart, type Place, type Running } from './server.ts'

export type Embedded = {
  /** The owner's connection string over the unix socket, as `pg` takes it. */
  url: string
  socketFolder: string
  pid: number
  /** Leaves the server; the last one to leave stops it. Close your own pools first. */
  stop(): Promise<void>
}

/**
 * Starts the PostgreSQL that comes with Storewright on a folder, or joins it when it runs there already:
 * many processes may ask at once, there is one server. It is reached over a unix socket in a closed folder
 * only, never over TCP. Data stays between starts. A server killed while the app runs is started again.
 * `durable: false` trades safety at a power cut for speed: for tests only.
 */
export async function startEmbedded(options: {
  dataFolder: string
  log?: (line: string) => void
  durable?: boolean
}): Promise<Embedded> {
  await mkdir(options.dataFolder, { recursive: true, mode: 0o700 })
  const place: Place = {
    dataFolder: await realpath(options.dataFolder),
    durable: options.durable ?? true,
    log: options.log ?? (() => {}),
  }
  const lock = join(place.dataFolder, 'lock')
  let running = await locked(lock, () => joinOrStart(place))
  let stopped = false
  let reviving: Promise<void> | undefined

  const watch = (current: Running) => {
    // An app that has nothing left to do may end without stop(): the presence does not hold it.
    current.presence.socket.unref()
    current.presence.client.once('end', () => {
      if (!stopped) reviving = revive().catch(error => place.log(`PostgreSQL cannot be revived: ${error}`))
    })
  }
  const revive = async () => {
    place.log('PostgreSQL went away; joining or starting it again')
    await locked(lock, async () => {
      if (stopped) return
      running = await joinOrStart(place)
      watch(running)
    })
  }
  watch(running)

  const stop = async () => {
    if (stopped) return
    stopped = true
    // A revival that is under way would start a server after its last user has left.
    await reviving
    await locked(lock, () => leave(place, running))
  }
  const { socketFolder, pid } = running
  return { url: ownerUrl(socketFolder), socketFolder, pid, stop }
}

async function leave(place: Place, last: Running): Promise<void> {
  await last.presence.client.end().catch(() => {})
  const cluster = join(place.dataFolder, 'cluster')
  const postmaster = await findPostmaster(cluster)
  if (!postmaster) return
  // Counted over a new connection: ours may have died with a server that others have revived since.
  const others = await countSettled(postmaster.socketFolder)
  if (others > 0) return place.log(`PostgreSQL keeps running for ${others} other connections`)
  // SIGINT is PostgreSQL's fast shutdown: connections are closed, everything is written, no recovery later.
  interrupt(postmaster.pid)
  while ((await findPostmaster(cluster))?.pid === postmaster.pid) await pause(10)
  place.log(`PostgreSQL ${postmaster.pid} stopped`)
}

/** It may have gone by itself in this instant. */
function interrupt(pid: number): void {
  try {
    process.kill(pid, 'SIGINT')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** Connections that a pool has just closed stay visible to the server for some milliseconds. */
async function countSettled(socketFolder: string): Promise<number> {
  const look = await enter(socketFolder)
  if (!look) return 0
  try {
    let others = await countOthers(look)
    for (let tries = 0; others > 0 && tries < 5; tries += 1) {
      await pause(20)
      others = await countOthers(look)
    }
    return others
  } finally {
    await look.client.end()
  }
}
