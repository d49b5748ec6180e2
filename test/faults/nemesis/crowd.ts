import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startEmbedded } from '#spine/database/embedded/start-embedded.ts'
import { findPostmaster } from '#spine/database/embedded/postmaster.ts'
import { migrate } from '#spine/database/migrations.ts'
import { allMigrations } from '../../migrated.ts'
import { world, type World, type WorldOptions } from '../../world.ts'
import { member, type Member } from './member.ts'

/** The PostgreSQL of a crowd, which the members start again when it dies, as those of an install do. */
export interface Server {
  /** `pg_ctl restart -m immediate`: it dies at once, by its own hand. */
  stopImmediately(): Promise<void>
  /** `kill -9` of the postmaster. */
  kill(): Promise<void>
  readonly cluster: string
}

/** A door and workers, each a process of its own, on a PostgreSQL of their own, between simulated platforms. */
export interface Crowd extends AsyncDisposable {
  /** Its own app is stopped; its database handle, its simulators and its clock stay. */
  readonly shop: World
  readonly server: Server
  /** The door first. */
  readonly members: readonly Member[]
  readonly door: Member
  readonly workers: readonly Member[]
  readonly home: string
  readonly settings: Readonly<Record<string, string>>
}

export interface CrowdOptions {
  readonly workers?: number
  readonly world?: WorldOptions
  /** The folder of everything, such as a mounted one; a fresh temporary one when left out. It is left as it is. */
  readonly home?: string
}

/** Starts a crowd on a server that commits durably: anything else would lose what it confirmed, and rightly. */
export async function crowd(options: CrowdOptions = {}): Promise<Crowd> {
  const home = options.home ?? (await mkdtemp(join(tmpdir(), 'sw-crowd-')))
  const dataFolder = join(home, 'postgres')
  const embedded = await startEmbedded({ dataFolder })
  await migrate(embedded.url, await allMigrations())
  const shop = await world({ ...options.world, database: { url: embedded.url, drop: () => embedded.stop() } })
  await shop.jobs.stop()
  await shop.closeDoor()
  const settings = {
    STOREWRIGHT_DATA: home,
    SECRET_KEYS: Buffer.alloc(32, 7).toString('base64'),
    PORT: new URL(shop.url).port,
  }
  const door = member('door', { ...settings, ROLE: 'api' })
  const workers = Array.from({ length: options.workers ?? 2 }, (_, at) =>
    member(`worker ${at + 1}`, { ...settings, ROLE: 'worker' }),
  )
  const members = [door, ...workers]
  const dispose = async () => {
    for (const one of members) await one.kill()
    await shop[Symbol.asyncDispose]()
    if (!options.home) await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
  try {
    await Promise.all(members.map(one => one.start()))
  } catch (error) {
    await dispose()
    throw error
  }
  return {
    shop,
    members,
    door,
    workers,
    home,
    settings,
    server: serverOf(join(dataFolder, 'cluster')),
    [Symbol.asyncDispose]: dispose,
  }
}

function serverOf(cluster: string): Server {
  const strike = async (signal: NodeJS.Signals) => {
    const found = await findPostmaster(cluster)
    if (!found) return
    process.kill(found.pid, signal)
    while ((await findPostmaster(cluster))?.pid === found.pid) await sleep(5)
  }
  return { cluster, stopImmediately: () => strike('SIGQUIT'), kill: () => strike('SIGKILL') }
}
