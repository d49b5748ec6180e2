import { bypassedUnits } from './allocation.ts'
import type { Allocated } from './allocation.ts'
import { driftOf } from './drift.ts'
import type { PoolFacts } from './facts.ts'
import type { Uncertain } from './verdict.ts'

/**
 * How many of `quantity` are short if `laterDemand` units were ordered after them: the newest units are the ones that
 * are missing. Without `laterDemand`, an order read late is blamed for those who came after it.
 */
export const shortByLaterDemand = (of: {
  available: number
  laterDemand: number
  quantity: number
}): number => Math.min(of.quantity, Math.max(0, -of.available - of.laterDemand))

/**
 * The shortage of one place in the queue. If the queue and `committed` agree, what the queue says. If they do not,
 * the closed form with the later demand that is known (unknown claims then count as earlier, surplus ones as later),
 * and the queue's own answer as the other end of what is possible: exact again as soon as both ends meet.
 */
export const shortOf = (
  pool: Pick<PoolFacts, 'available' | 'committed' | 'queue'>,
  entry: Allocated,
): { short: number; uncertain: Uncertain | null } => {
  if (driftOf(pool) === null) return { short: entry.short, uncertain: null }
  const short = shortByLaterDemand({
    available: pool.available - bypassedUnits(pool.queue),
    laterDemand: entry.later,
    quantity: entry.quantity,
  })
  const atLeast = Math.min(short, entry.short)
  const atMost = Math.max(short, entry.short)
  return { short, uncertain: atLeast === atMost ? null : { atLeast, atMost } }
}
