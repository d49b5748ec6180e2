import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findPostmaster, isServerOf } from './postmaster.ts'
import { countOthers, enter, type Presence } from './presence.ts'
import type { Place } from './server.ts'

/** A server that does not answer for so long has no user who would miss it. */
const silence = 5_000

/**
 * Ends a presence, and stops the server of the folder when nobody else uses it. Runs under the start lock. The server may be another
 * than the one of the presence: that one may have died, and others may have started this one since.
 */
export async function leave(place: Place, last: Presence): Promise<void> {
  // A presence does not hold its process; without this the process would end in the middle of its stop.
  last.socket.ref()
  const known = await settledOthers(last).catch(() => undefined)
  await last.client.end().catch(() => {})
  const cluster = join(place.dataFolder, 'cluster')
  const others = known ?? (await askAnew(cluster))
  if (others > 0) return place.log(`PostgreSQL keeps running for ${others} other connections`)
  const postmaster = await findPostmaster(cluster)
  if (!postmaster) return
  // SIGINT is PostgreSQL's fast shutdown: connections are closed, everything is written, no recovery later.
  interrupt(postmaster.pid)
  // Its pid file goes before it does, and until it is gone it may still touch its folder.
  while (await isServerOf(postmaster.pid, cluster)) await pause(10)
  place.log(`PostgreSQL ${postmaster.pid} stopped`)
}

async function askAnew(cluster: string): Promise<number> {
  const began = Date.now()
  while (Date.now() - began < silence) {
    const postmaster = await findPostmaster(cluster)
    if (!postmaster) return 0
    const visit = postmaster.socketFolder ? await enter(postmaster.socketFolder) : undefined
    if (visit) return countAndGo(visit)
    await pause(20)
  }
  return 0
}

async function countAndGo(visit: Presence): Promise<number> {
  try {
    return await settledOthers(visit)
  } finally {
    await visit.client.end()
  }
}

/** Connections that a pool has just closed stay visible to the server for some milliseconds. */
async function settledOthers(presence: Presence): Promise<number> {
  let others = await countOthers(presence)
  for (let tries = 0; others > 0 && tries < 5; tries += 1) {
    await pause(20)
    others = await countOthers(presence)
  }
  return others
}

/** It may have gone by itself in this instant. */
function interrupt(pid: number): void {
  try {
    process.kill(pid, 'SIGINT')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
