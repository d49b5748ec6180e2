import { mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { locked } from './lock.ts'
import { countOthers, ownerUrl } from './presence.ts'
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
  let running: Running | undefined = await locked(lock, () => joinOrStart(place))
  const { socketFolder, pid } = running

  // An app that has nothing left to do may end without stop(): the presence does not hold it.
  const watch = (current: Running) => {
    current.presence.socket.unref()
    current.presence.client.once('end', () => {
      if (running === current) revive().catch(error => place.log(`PostgreSQL cannot be revived: ${error}`))
    })
  }
  const revive = async () => {
    place.log('PostgreSQL went away; joining or starting it again')
    const next = await locked(lock, () => joinOrStart(place))
    if (!running) return next.presence.client.end()
    running = next
    watch(next)
  }
  watch(running)

  const stop = async () => {
    const last = running
    if (!last) return
    running = undefined
    last.presence.socket.ref()
    await locked(lock, () => leave(place, last))
  }
  return { url: ownerUrl(socketFolder), socketFolder, pid, stop }
}

async function leave(place: Place, last: Running): Promise<void> {
  const others = await settledOthers(last).catch(() => 0)
  await last.presence.client.end().catch(() => {})
  if (others > 0) return place.log(`PostgreSQL keeps running for ${others} other connections`)
  const cluster = join(place.dataFolder, 'cluster')
  const postmaster = await findPostmaster(cluster)
  if (!postmaster) return
  // SIGINT is PostgreSQL's fast shutdown: connections are closed, everything is written, no recovery later.
  process.kill(postmaster.pid, 'SIGINT')
  while ((await findPostmaster(cluster))?.pid === postmaster.pid) await pause(10)
  place.log(`PostgreSQL ${postmaster.pid} stopped`)
}

/** Connections that a pool has just closed stay visible to the server for some milliseconds. */
async function settledOthers(running: Running): Promise<number> {
  let others = await countOthers(running.presence)
  for (let tries = 0; others > 0 && tries < 5; tries += 1) {
    await pause(20)
    others = await countOthers(running.presence)
  }
  return others
}
