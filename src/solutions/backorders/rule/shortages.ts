import { allocate, bypassedUnits, supplyOf, withOwnClaims } from './allocation.ts'
import type { Allocated } from './allocation.ts'
import { ignoredClass, lineClass } from './classes.ts'
import { claim } from './demand.ts'
import type { DemandUnit } from './demand.ts'
import type { OrderFacts, PoolFacts, Reading } from './facts.ts'
import { poolKey } from './facts.ts'
import { reroutes } from './reroute.ts'
import type { RuleSettings } from './settings.ts'
import { sharing } from './shares.ts'
import type { Share } from './shares.ts'
import type { LineVerdict, Reroute } from './verdict.ts'

type Found = Share & { ahead: LineVerdict['ahead']; pool: NonNullable<LineVerdict['pool']> }

/** Judges every unit of demand against its pool. A pool that was not read leaves its lines `unread`. */
export const lineVerdicts = (
  { order, pools, readAt }: Reading,
  units: readonly DemandUnit[],
  settings: RuleSettings,
): LineVerdict[] => {
  const found = new Map<string, Found>()
  for (const pool of new Map(pools.map(each => [poolKey(each), each])).values())
    for (const [lineId, each] of shortagesIn(pool, order, units, settings, readAt)) found.set(lineId, each)
  const ways = reroutes(
    order,
    units.flatMap(unit => {
      const short = unit.ignored ? 0 : (found.get(unit.line.id)?.short ?? 0)
      return unit.pool && short > 0 ? [{ ...unit, ...unit.pool, lineId: unit.line.id, short }] : []
    }),
  )
  return units.map(unit => lineVerdict(unit, found.get(unit.line.id) ?? null, ways.get(unit.line.id) ?? null))
}

const shortagesIn = (
  pool: PoolFacts,
  order: OrderFacts,
  units: readonly DemandUnit[],
  settings: RuleSettings,
  readAt: number,
): [string, Found][] => {
  const own = units.filter(unit => unit.pool && poolKey(unit.pool) === poolKey(pool))
  if (own.length === 0) return []
  const claims = own.map(unit => claim(order, unit, settings))
  const fresh = { ...pool, queue: withOwnClaims(pool.queue, order.id, claims) }
  const entries = allocate(fresh, fresh.queue)
  const shareOf = sharing(fresh, readAt)
  const told = { here: supplyOf(pool), committed: pool.committed, bypassed: bypassedUnits(fresh.queue) }
  return entries.flatMap((entry, place): [string, Found][] => {
    if (entry.orderId !== order.id) return []
    const ahead = othersAhead(entries.slice(0, place), order.id)
    return [[entry.lineId, { ...shareOf(entry), ahead, pool: told }]]
  })
}

const othersAhead = (before: readonly Allocated[], orderId: string): LineVerdict['ahead'] => {
  const orders = new Map<string, { orderName: string; quantity: number }>()
  for (const entry of before) {
    if (entry.orderId === orderId) continue
    const quantity = (orders.get(entry.orderId)?.quantity ?? 0) + entry.quantity
    orders.set(entry.orderId, { orderName: entry.orderName, quantity })
  }
  return [...orders.values()]
}

const lineVerdict = (unit: DemandUnit, found: Found | null, reroute: Reroute | null): LineVerdict => {
  const { line, location, quantity, ignored } = unit
  const facts = {
    fulfillmentOrderId: unit.fulfillmentOrderId,
    lineId: line.id,
    orderLineId: line.orderLineId,
    sku: line.sku,
    title: line.title,
    itemId: line.itemId,
    locationId: location.id,
    locationName: location.name,
    bundleId: line.bundle?.id ?? null,
    wanted: quantity,
    movableTo: unit.movableTo,
  }
  const calm = { short: 0, isOversold: false, reroute: null, uncertain: null, reason: ignored }
  const unknown = { pool: null, ahead: [], eta: null, hints: [] }
  if (ignored) {
    // A pre-order is expected to be missing, so a bundle that holds one cannot ship yet.
    const given = ignored.code === 'preorder' ? 0 : quantity
    return { ...facts, ...calm, ...unknown, given, class: ignoredClass(ignored) }
  }
  if (!found) return { ...facts, ...calm, ...unknown, given: 0, class: 'unread' }
  const kind = lineClass({
    wanted: quantity,
    short: found.short,
    isOversellAllowed: line.isOversellAllowed,
    reroute,
  })
  const isOversold = found.short > 0 && !line.isOversellAllowed
  return { ...facts, ...calm, ...found, given: quantity - found.short, class: kind, isOversold, reroute }
}
