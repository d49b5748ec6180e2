import type { FulfillmentOrderFacts, OrderFacts } from './facts.ts'
import { poolKey } from './facts.ts'
import { compareIds } from './allocation.ts'
import type { Reroute } from './verdict.ts'

export type ShortLine = {
  fulfillmentOrderId: string
  lineId: string
  itemId: string
  locationId: string
  short: number
}

/**
 * Where the short units of each line could go, by line id. Lines of the order share what a location has, so the same
 * unit is never offered twice; the location that ends the shortage wins, else the one with most.
 */
export const reroutes = (order: OrderFacts, lines: readonly ShortLine[]): Map<string, Reroute> => {
  const left = new Map<string, number>()
  const found = new Map<string, Reroute>()
  for (const line of lines) {
    const work = order.fulfillmentOrders.find(candidate => candidate.id === line.fulfillmentOrderId)
    const best = work && bestMove(work, line, left)
    if (!best) continue
    found.set(line.lineId, best.reroute)
    left.set(best.key, best.left - best.reroute.units)
  }
  return found
}

const bestMove = (work: FulfillmentOrderFacts, line: ShortLine, left: ReadonlyMap<string, number>) =>
  work.moveOptions
    .filter(option => option.location.id !== line.locationId)
    .map(({ location, availableByItem }) => {
      const key = poolKey({ itemId: line.itemId, locationId: location.id })
      const there = left.get(key) ?? availableByItem[line.itemId] ?? 0
      const units = Math.min(there, line.short)
      const coversAll = units === line.short
      return {
        key,
        left: there,
        reroute: { locationId: location.id, locationName: location.name, units, coversAll },
      }
    })
    .filter(move => move.left > 0)
    .toSorted(
      (a, b) =>
        b.reroute.units - a.reroute.units ||
        b.left - a.left ||
        compareIds(a.reroute.locationId, b.reroute.locationId),
    )[0]
