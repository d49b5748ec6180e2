import { bypassedUnits, unitsIn } from './allocation.ts'
import type { PoolFacts } from './facts.ts'

/** `units` > 0: the platform knows of that many units that the ledger has not seen; < 0: the ledger has too many. */
export type Drift = { known: number; committed: number; units: number }

/**
 * The demand ledger against the platform's own count, or null where they agree. Bypassed claims are not in
 * `committed`, so they are left out. A drift that stays calls for a scan, and is worth an alarm.
 */
export const driftOf = (pool: Pick<PoolFacts, 'committed' | 'queue'>): Drift | null => {
  const known = unitsIn(pool.queue) - bypassedUnits(pool.queue)
  return known === pool.committed ? null : { known, committed: pool.committed, units: pool.committed - known }
}
