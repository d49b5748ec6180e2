import { mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { leave } from './leave.ts'
import { locked } from './lock.ts'
import { ownerUrl } from './presence.ts'
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
  let isLeft = false
  let revival: Promise<void> | undefined
  const { socketFolder, pid } = running

  const watch = ({ presence }: Running) => {
    // An app that has nothing left to do may end without stop(): the presence does not hold it.
    presence.socket.unref()
    presence.client.once('end', () => {
      if (!isLeft) revival = revive().catch(error => place.log(`PostgreSQL cannot be revived: ${error}`))
    })
  }
  const revive = async () => {
    place.log('PostgreSQL went away; joining or starting it again')
    await locked(lock, async () => {
      // Whoever left while this waited for its turn wants no server any more.
      if (isLeft) return
      running = await joinOrStart(place)
      watch(running)
    })
  }
  watch(running)

  const stop = async () => {
    if (isLeft) return
    isLeft = true
    // A revival under way ends first: what it has started is then ours to stop.
    await revival
    await locked(lock, () => leave(place, running.presence))
  }
  return { url: ownerUrl(socketFolder), socketFolder, pid, stop }
}
