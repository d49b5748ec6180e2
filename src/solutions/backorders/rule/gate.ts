import type { OrderFacts } from './facts.ts'
import { isListed } from './settings.ts'
import type { RuleSettings } from './settings.ts'
import type { SkipReason } from './verdict.ts'

export type NotReady = 'not_confirmed' | 'no_fulfillment_orders'

export type Gate =
  | { pass: 'judge' }
  | { pass: 'skip'; reason: SkipReason }
  | { pass: 'wait'; reason: NotReady; until: number }
  /** Not ready after the last retry: the scan or the platform's routing event brings it back. */
  | { pass: 'give_up'; reason: NotReady }

/**
 * Whether the order can be judged now. `attempt` counts the waits so far (0 for the first look); `now` in epoch
 * milliseconds. Stock is reserved, and work routed to locations, a moment after the platform tells of the order.
 */
export const gate = (order: OrderFacts, settings: RuleSettings, attempt: number, now: number): Gate => {
  const skip = skipReason(order, settings)
  if (skip) return { pass: 'skip', reason: skip }
  const reason = notReady(order)
  if (!reason) return { pass: 'judge' }
  const delay = settings.gateRetrySeconds[attempt]
  return delay === undefined
    ? { pass: 'give_up', reason }
    : { pass: 'wait', reason, until: now + delay * 1000 }
}

/** Why nothing of this order can be waiting for stock, or null. */
export const skipReason = (order: OrderFacts, settings: RuleSettings): SkipReason | null => {
  if (order.isCancelled) return 'cancelled'
  if (order.isTest && settings.ignoreTestOrders) return 'test'
  // Point-of-sale orders mostly: the goods left with the customer.
  if (order.isFulfilled) return 'fulfilled'
  if (order.tags.some(tag => isListed(tag, settings.ignoredTags))) return 'ignored_tag'
  return null
}

/** What is missing before a judgement means anything. An import that claims no stock is never confirmed. */
export const notReady = (order: OrderFacts): NotReady | null => {
  if (!order.isConfirmed && !order.isBypassed) return 'not_confirmed'
  return order.fulfillmentOrders.length === 0 ? 'no_fulfillment_orders' : null
}
