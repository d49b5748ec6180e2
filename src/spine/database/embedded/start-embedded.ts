import { mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { leave } from './leave.ts'
import { locked } from './lock.ts'
import { ownerUrl } from './presence.ts'
import { joinOrStart, type Place, type Running } from './server.ts'

const revivalPauseMs = 1_000

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
 * only, never over TCP. Data stays between starts. A server killed while the app runs is started again, as soon as that can be done.
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
  const left = new AbortController()
  let revival: Promise<void> | undefined
  const { socketFolder, pid } = running

  const watch = ({ presence }: Running) => {
    // An app that has nothing left to do may end without stop(): the presence does not hold it.
    presence.socket.unref()
    presence.client.once('end', () => {
      revival = revive()
    })
  }
  const revive = async () => {
    if (!left.signal.aborted) place.log('PostgreSQL went away; joining or starting it again')
    while (!left.signal.aborted) {
      try {
        return await locked(lock, tryAgain)
      } catch (error) {
        // A full disk is emptied one day; until then nobody but the log is told, as the app's own queries fail.
        place.log(`PostgreSQL cannot be revived yet: ${error}`)
        await pause(revivalPauseMs, undefined, { ref: false, signal: left.signal }).catch(() => {})
      }
    }
  }
  const tryAgain = async () => {
    // Whoever left while this waited for its turn wants no server any more.
    if (left.signal.aborted) return
    running = await joinOrStart(place)
    watch(running)
  }
  watch(running)

  const stop = async () => {
    if (left.signal.aborted) return
    left.abort()
    // A revival under way ends first: what it has started is then ours to stop.
    await revival
    await locked(lock, () => leave(place, running.presence))
  }
  return { url: ownerUrl(socketFolder), socketFolder, pid, stop }
}
