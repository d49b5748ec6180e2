import type { FulfillmentOrderFacts, FulfillmentStatus, LineFacts, OrderFacts, QueueEntry } from './facts.ts'
import { drawsOnPool, ignoredReason } from './ignored.ts'
import { compareIds, priorityOf } from './allocation.ts'
import type { RuleSettings } from './settings.ts'
import type { Reason } from './verdict.ts'

/** One open fulfilment line: the unit of demand, because it already knows of edits, refunds, splits and moves. */
export type DemandUnit = {
  fulfillmentOrderId: string
  location: FulfillmentOrderFacts['location']
  line: LineFacts
  quantity: number
  /** The pool that it takes units from; null if it takes none. */
  pool: { itemId: string; locationId: string } | null
  /** Why it is not judged; such a line may still take units. */
  ignored: Reason | null
  /** Places where the work could be moved to. */
  movableTo: string[]
}

/** Whether work of this status still needs its units. */
export const isOpen = (status: FulfillmentStatus): boolean =>
  status === 'open' || status === 'scheduled' || status === 'on_hold' || status === 'in_progress'

/** What must still leave for this order, line by line, sorted so that the order of the input does not matter. */
export const demandUnits = (order: OrderFacts, settings: RuleSettings): DemandUnit[] =>
  order.fulfillmentOrders
    .filter(work => isOpen(work.status))
    .flatMap(work =>
      work.lines.filter(line => line.remaining > 0).map(line => demandUnit(work, line, settings)),
    )
    .toSorted((a, b) => compareIds(a.line.id, b.line.id))

const demandUnit = (work: FulfillmentOrderFacts, line: LineFacts, settings: RuleSettings): DemandUnit => ({
  fulfillmentOrderId: work.id,
  location: work.location,
  line,
  quantity: line.remaining,
  pool:
    line.itemId !== null && drawsOnPool(line, work.location)
      ? { itemId: line.itemId, locationId: work.location.id }
      : null,
  ignored: ignoredReason(line, work.location, settings),
  movableTo: work.moveOptions.map(option => option.location.id),
})

/** The order's claims for the demand ledger. A cancelled order claims nothing; an ignored one claims as any other. */
export const claimsOf = (
  order: OrderFacts,
  settings: RuleSettings,
): { itemId: string; locationId: string; entry: QueueEntry }[] =>
  order.isCancelled
    ? []
    : demandUnits(order, settings).flatMap(unit =>
        unit.pool ? [{ ...unit.pool, entry: claim(order, unit, settings) }] : [],
      )

/** The unit as a place in the queue of its pool. */
export const claim = (order: OrderFacts, unit: DemandUnit, settings: RuleSettings): QueueEntry => ({
  orderId: order.id,
  orderName: order.name,
  lineId: unit.line.id,
  priority: priorityOf(order.tags, settings),
  processedAt: order.processedAt,
  quantity: unit.quantity,
  ...(order.isBypassed ? { bypassed: true } : {}),
})
