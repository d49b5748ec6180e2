import type { Hold, Order, Shipment, Told, Tracking, Work, WorkLine } from './order.ts'
import { isOpen } from './order.ts'
import type { Location, Stock } from './stock.ts'

/** What the rules of fulfilment need of the shop around them. */
export interface Floor {
  readonly stock: Stock
  readonly id: (kind: string) => string
  readonly now: () => Date
  readonly tell: Told
}

/** Claims units for a line at a location, or gives them back (negative). What is not tracked is not counted. */
export function claim(floor: Floor, one: WorkLine, location: Location, units: number): void {
  if (units === 0 || !one.line.variant?.tracked) return
  one.claimed += units
  floor.stock.change(one.line.variant.itemId, location.id, level => {
    level.available -= units
    level.committed += units
  })
}

/** Takes units off a line's work, giving their claim back to the shelf or not. */
export function release(
  floor: Floor,
  one: WorkLine,
  location: Location,
  units: number,
  isRestocked: boolean,
): void {
  const given = Math.max(0, Math.min(units, one.claimed - (one.remaining - units)))
  one.remaining -= units
  if (given === 0 || !one.line.variant?.tracked) return
  one.claimed -= given
  floor.stock.change(one.line.variant.itemId, location.id, level => {
    level.committed -= given
    if (isRestocked) level.available += given
  })
}

/** Sends a parcel with the given units of one fulfilment order (all that remain, if none are named). */
export function ship(
  floor: Floor,
  order: Order,
  work: Work,
  wanted: (line: WorkLine) => number = line => line.remaining,
  tracking: readonly Tracking[] = [],
): Shipment | undefined {
  if (!isOpen(work) || work.holds.length > 0) return undefined
  const at = floor.now()
  const lines = work.lines.flatMap(one => {
    const units = Math.min(one.remaining, Math.max(0, wanted(one)))
    if (units === 0) return []
    leave(floor, one, work.location, units)
    return [{ id: floor.id('FulfillmentLineItem'), line: one.line, quantity: units }]
  })
  if (lines.length === 0) return undefined
  const name = `${order.name}-F${order.shipments.length + 1}`
  const shipment: Shipment = {
    id: floor.id('Fulfillment'),
    name,
    location: work.location,
    lines,
    tracking: [...tracking],
    events: [],
    estimatedDeliveryAt: null,
    createdAt: at,
    updatedAt: at,
  }
  order.shipments.push(shipment)
  settle(floor, work, 'CLOSED')
  return shipment
}

// Units that were never claimed (an import) come straight off the shelf.
function leave(floor: Floor, one: WorkLine, location: Location, units: number): void {
  const claimed = Math.min(one.claimed, units)
  one.remaining -= units
  one.claimed -= claimed
  if (!one.line.variant?.tracked) return
  floor.stock.change(one.line.variant.itemId, location.id, level => {
    level.committed -= claimed
    level.available -= units - claimed
  })
}

/** A fulfilment order without units left is over. */
export function settle(floor: Floor, work: Work, over: 'CLOSED' | 'CANCELLED'): void {
  if (isOpen(work) && work.lines.every(line => line.remaining === 0)) work.status = over
  work.updatedAt = floor.now()
}

/** Parts the given units off into a fulfilment order of their own. Throws when nothing or everything would go. */
export function split(floor: Floor, order: Order, work: Work, units: ReadonlyMap<string, number>): Work {
  const going = work.lines.filter(line => (units.get(line.id) ?? 0) > 0)
  const isTooMuch = going.some(line => (units.get(line.id) ?? 0) > line.remaining)
  const isAll = work.lines.every(line => (units.get(line.id) ?? 0) >= line.remaining)
  if (!isOpen(work) || going.length === 0 || isTooMuch || isAll) throw new Error('Cannot be split that way')
  const at = floor.now()
  const lines = going.map(line => {
    const count = units.get(line.id) ?? 0
    const claimed = Math.max(0, line.claimed - (line.remaining - count))
    Object.assign(line, {
      total: line.total - count,
      remaining: line.remaining - count,
      claimed: line.claimed - claimed,
    })
    return {
      id: floor.id('FulfillmentOrderLineItem'),
      line: line.line,
      total: count,
      remaining: count,
      claimed,
    }
  })
  work.lines = work.lines.filter(line => line.total > 0)
  work.updatedAt = at
  const { status, location } = work
  const made: Work = {
    id: floor.id('FulfillmentOrder'),
    status,
    location,
    lines,
    holds: [],
    createdAt: at,
    updatedAt: at,
  }
  if (status === 'ON_HOLD') made.status = 'OPEN'
  order.work.push(made)
  return made
}

/** Moves a whole fulfilment order with its claims. */
export function relocate(floor: Floor, work: Work, target: Location): void {
  for (const line of work.lines) {
    const units = line.claimed
    claim(floor, line, work.location, -units)
    claim(floor, line, target, units)
  }
  work.location = target
  work.updatedAt = floor.now()
}

/** Why a hold is refused, in the schema's word, or nothing. */
export function holdRefused(work: Work, handle: string): string | undefined {
  const own = work.holds.filter(hold => hold.isOwn)
  if (own.some(hold => hold.handle === handle)) return 'DUPLICATE_FULFILLMENT_HOLD_HANDLE'
  return own.length >= 10 ? 'FULFILLMENT_ORDER_HOLD_LIMIT_REACHED' : undefined
}

export function addHold(floor: Floor, work: Work, hold: Omit<Hold, 'id'>): Hold {
  const made = { id: floor.id('FulfillmentHold'), ...hold }
  work.holds.push(made)
  work.status = 'ON_HOLD'
  work.updatedAt = floor.now()
  return made
}

/** Lifts the holds that fit; the work is open again when none is left. */
export function liftHolds(floor: Floor, work: Work, fits: (hold: Hold) => boolean): void {
  work.holds = work.holds.filter(hold => !fits(hold))
  if (work.holds.length === 0 && work.status === 'ON_HOLD') work.status = 'OPEN'
  work.updatedAt = floor.now()
}
