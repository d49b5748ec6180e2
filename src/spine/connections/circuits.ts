import { type Circuit, openCircuit } from '../calls/circuit.ts'
import type { Database } from '../database/database.ts'
import { recordHistory } from './history.ts'
import type { Refusal } from '../refusal.ts'
import { tellStale } from './stale.ts'

/** The circuits of all connections, as this process knows them. */
export interface Circuits {
  /** `isOut`: what is stored says that the platform does not answer; any answer then proves otherwise. */
  of(connection: Place, isOut: boolean): Circuit
  /** The no that every call of this connection would get now, with the asker's own time to come back; undefined where one may pass. */
  turnAway(connectionId: string): Refusal | undefined
  /** Begins anew: the platform has just answered somebody who connected it again. */
  forget(connectionId: string): void
}

interface Place {
  readonly tenantId: string
  readonly connectionId: string
  readonly title: string
}

interface Kept {
  readonly circuit: Circuit
  isOut: boolean
}

/** What a connection's health says while its circuit is open. */
export function outageOf(title: string): string {
  return `${title} does not answer. It is tried again until it does.`
}

/**
 * A circuit for each connection, shared by all calls of this process. Others find out for themselves, with five calls each; but the
 * health that they all show is one, and whoever hears of the platform first says that it is back.
 */
export function openCircuits(db: Database, now?: () => number): Circuits {
  const all = new Map<string, Kept>()
  const keep = (place: Place, isOut: boolean): Kept => {
    // One after the other, so that a recovery is not overtaken by the outage before it.
    let written: Promise<unknown> = Promise.resolve()
    // What could not be written is written again: whoever opens the account anew reads what is stored (`isOut`).
    const write = (is: 'out' | 'back') => {
      written = written.then(() => tell(db, place, is)).catch(() => undefined)
    }
    const circuit = openCircuit({
      title: place.title,
      ...(now && { now }),
      onOpen: () => {
        kept.isOut = true
        write('out')
      },
      onAnswer: () => {
        if (kept.isOut) write('back')
        kept.isOut = false
      },
    })
    const kept: Kept = { circuit, isOut }
    return kept
  }
  return {
    turnAway: connectionId => all.get(connectionId)?.circuit.turnAway(),
    forget: connectionId => void all.delete(connectionId),
    of: (place, isOut) => {
      const kept = all.get(place.connectionId) ?? keep(place, isOut)
      all.set(place.connectionId, kept)
      kept.isOut ||= isOut
      return kept.circuit
    },
  }
}

// What was said by somebody else (credentials refused, upkeep failed) is worse or newer, and stays.
async function tell(
  db: Database,
  { tenantId, connectionId, title }: Place,
  is: 'out' | 'back',
): Promise<void> {
  const [health, says, was] = is === 'out' ? ['poor', outageOf(title), ''] : ['good', '', outageOf(title)]
  await db.tenant(tenantId, async tx => {
    if (is === 'out') await tellStale(tx, connectionId)
    const changed = await tx.query(
      `update connections set health = $2, health_says = $3, checked_at = now()
        where id = $1 and health_says = $4 and health <> 'bad' returning id`,
      [connectionId, health, says, was],
    )
    if (changed.length === 0) return
    await recordHistory(
      tx,
      connectionId,
      is === 'out' ? 'outage' : 'recovery',
      says || `${title} answers again.`,
    )
  })
}
