import type { PoolFacts, QueueEntry } from './facts.ts'
import { isListed } from './settings.ts'
import type { RuleSettings } from './settings.ts'

/** A place in the queue with what it gets. `ahead`, `later`: units wanted before and after it. */
export type Allocated = QueueEntry & { given: number; short: number; ahead: number; later: number }

export type Counted = Pick<PoolFacts, 'available' | 'committed'>

/**
 * Units that can be handed out: available + committed, which is what is on hand less what is set aside. It does not
 * matter whether a given order was already subtracted from `available`: it was added to `committed` then.
 */
export const supplyOf = (pool: Counted): number => Math.max(0, pool.available + pool.committed)

/** Hands the supply out in turn; the entries come back in that order. Σ short = max(0, Σ quantity − supply). */
export const allocate = (pool: Counted, queue: readonly QueueEntry[]): Allocated[] => {
  const entries = inTurn(queue)
  const supply = supplyOf(pool)
  let later = unitsIn(entries)
  let ahead = 0
  return entries.map(entry => {
    later -= entry.quantity
    const given = Math.min(entry.quantity, Math.max(0, supply - ahead))
    const allocated = { ...entry, given, short: entry.quantity - given, ahead, later }
    ahead += entry.quantity
    return allocated
  })
}

/** Units that wait without being part of `committed`. */
export const bypassedUnits = (queue: readonly QueueEntry[]): number =>
  unitsIn(queue.filter(entry => entry.bypassed === true))

export const unitsIn = (queue: readonly { quantity: number }[]): number =>
  queue.reduce((sum, entry) => sum + entry.quantity, 0)

/** The place of the order's first matching priority tag; without one, behind all of them. */
export const priorityOf = (tags: readonly string[], settings: RuleSettings): number => {
  const place = settings.priorityTags.findIndex(tag => isListed(tag, tags))
  return place < 0 ? settings.priorityTags.length : place
}

/** First come, first served: by priority, then time, then id, then line; a total order, so input order never counts. */
const inTurn = (queue: readonly QueueEntry[]): QueueEntry[] =>
  queue
    .filter(entry => entry.quantity > 0)
    .toSorted(
      (a, b) =>
        a.priority - b.priority ||
        a.processedAt - b.processedAt ||
        compareIds(a.orderId, b.orderId) ||
        compareIds(a.lineId, b.lineId),
    )

/** The order's own facts are fresher than the ledger: they take the place of whatever it holds of this order. */
export const withOwnClaims = (
  queue: readonly QueueEntry[],
  orderId: string,
  own: readonly QueueEntry[],
): QueueEntry[] => [...queue.filter(entry => entry.orderId !== orderId), ...own]

/** Shorter first: platforms count their ids up, so …/999 was there before …/1000. */
export const compareIds = (a: string, b: string): number =>
  a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
