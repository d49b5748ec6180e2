import type { Order } from '#commerce/orders.ts'
import type { StockLevel } from '#commerce/stock.ts'
import type { OrderFacts, PoolFacts, QueueEntry } from './rule/facts.ts'

/** A platform's order in the words of the rule; stock elsewhere tells what a move could bring. */
export function orderFacts(order: Order, levels: readonly StockLevel[]): OrderFacts {
  return {
    id: order.id,
    name: order.name,
    processedAt: Date.parse(order.processedAt),
    updatedAt: Date.parse(order.updatedAt),
    isCancelled: order.cancelledAt !== null,
    isTest: order.isTest,
    isConfirmed: order.isConfirmed,
    isFulfilled: order.isFulfilled,
    source: order.source,
    tags: order.tags,
    customer: order.customer,
    fulfillmentOrders: order.fulfillmentOrders.map(work => ({
      id: work.id,
      status: work.status,
      location: work.location,
      fulfillAt: work.fulfillAt === null ? null : Date.parse(work.fulfillAt),
      lines: work.lines,
      moveOptions: work.movableTo.map(location => ({
        location,
        availableByItem: Object.fromEntries(
          levels
            .filter(level => level.locationId === location.id)
            .map(level => [level.itemId, level.available]),
        ),
      })),
    })),
  }
}

/** A stock level and everybody who waits for it. */
export function poolFacts(level: StockLevel, queue: readonly QueueEntry[]): PoolFacts {
  return {
    itemId: level.itemId,
    locationId: level.locationId,
    locationName: level.locationName,
    available: level.available,
    committed: level.committed,
    onHand: level.onHand,
    incoming: level.incoming,
    reserved: level.reserved,
    safetyStock: level.safetyStock,
    qualityControl: level.qualityControl,
    damaged: level.damaged,
    incomingAt: level.incomingAt === null ? null : Date.parse(level.incomingAt),
    queue,
  }
}
