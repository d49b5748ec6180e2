import { claimsOf } from '../rule/demand.ts'
import { poolKey, type OrderFacts, type PoolFacts } from '../rule/facts.ts'
import { judge } from '../rule/judge.ts'
import type { RuleSettings } from '../rule/settings.ts'
import type { Verdict } from '../rule/verdict.ts'

/**
 * What the watch would find among these orders if it were on now: the verdicts that would open a ticket, last placed first. All orders
 * that wait for the pools must be given, for who waits before whom decides; queues of the pools given are not read. Pure.
 */
export function impactOf(
  orders: readonly OrderFacts[],
  pools: readonly PoolFacts[],
  settings: RuleSettings,
  readAt: number,
): Verdict[] {
  const queues = Map.groupBy(
    orders.flatMap(order => claimsOf(order, settings)),
    poolKey,
  )
  const full = pools.map(pool => ({
    ...pool,
    queue: (queues.get(poolKey(pool)) ?? []).map(({ entry }) => entry),
  }))
  return orders
    .toSorted((a, b) => b.processedAt - a.processedAt)
    .map(order => judge({ order, pools: full, readAt }, settings))
    .filter(({ shortUnits }) => shortUnits > 0 && shortUnits >= settings.minimumShortUnits)
}
