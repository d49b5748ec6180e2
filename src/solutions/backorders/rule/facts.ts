/**
 * What the rule judges, in the shop's words. Times are epoch milliseconds (offsets in ISO strings do not compare),
 * quantities whole units, ids opaque strings. Everything survives JSON.
 */
export type OrderFacts = {
  id: string
  /** What people call it: '#1001'. */
  name: string
  processedAt: number
  updatedAt: number
  isCancelled: boolean
  isTest: boolean
  /** The platform has reserved stock for it. */
  isConfirmed: boolean
  isFulfilled: boolean
  /** Placed without claiming stock (an import): its units are not part of `committed`. */
  isBypassed?: boolean | undefined
  /** 'web', 'pos', … */
  source: string
  tags: readonly string[]
  customer?: { name?: string | null | undefined; email?: string | null | undefined } | null | undefined
  fulfillmentOrders: readonly FulfillmentOrderFacts[]
}

export type FulfillmentStatus =
  | 'open'
  | 'scheduled'
  | 'on_hold'
  | 'in_progress'
  | 'closed'
  | 'cancelled'
  | 'incomplete'

/** One piece of fulfilment work at one location. */
export type FulfillmentOrderFacts = {
  id: string
  status: FulfillmentStatus
  /** `isStockManaged` is false where a third party counts the stock and the platform does not. */
  location: Place & { isStockManaged: boolean }
  fulfillAt?: number | null | undefined
  lines: readonly LineFacts[]
  /** Where the work could go instead, with what is available there of each item. */
  moveOptions: readonly { location: Place; availableByItem: Readonly<Record<string, number>> }[]
}

export type LineFacts = {
  id: string
  orderLineId: string
  sku: string
  title: string
  /** The stock that the line draws on; variants may have it in common. */
  itemId: string | null
  /** Null for a custom or deleted article. */
  variantId: string | null
  /** What must still leave: edits, refunds, shipped parts, splits and moves are already in it. */
  remaining: number
  /** What the line was for at first; tells how many of a component one bundle takes. */
  total?: number | undefined
  isTracked: boolean
  requiresShipping: boolean
  isGiftCard: boolean
  /** Whether the shop sells it below zero. */
  isOversellAllowed: boolean
  isPreorder: boolean
  /** The bundle that the line is a component of; `quantity` counts bundles. */
  bundle?: { id: string; title: string; quantity: number } | null | undefined
}

export type Place = { id: string; name: string }

/** One item at one location, with everybody who waits for it. */
export type PoolFacts = {
  itemId: string
  locationId: string
  locationName: string
  /** May be negative: that many units are owed. */
  available: number
  committed: number
  onHand: number
  incoming: number
  reserved: number
  safetyStock: number
  qualityControl: number
  damaged: number
  /** When `incoming` is expected, where known. */
  incomingAt?: number | null | undefined
  /** All open lines of the pool, in any order; kept from every order seen, corrected by the scan. */
  queue: readonly QueueEntry[]
}

/** One open line's claim on a pool. */
export type QueueEntry = {
  orderId: string
  orderName: string
  lineId: string
  /** Lower goes first; see `priorityOf`. */
  priority: number
  processedAt: number
  quantity: number
  bypassed?: boolean | undefined
}

/** What one judgement needs: the order, the pools that its lines draw on, and when both were read. */
export type Reading = { order: OrderFacts; pools: readonly PoolFacts[]; readAt: number }

/** Names a pool. JSON, because ids of any platform may contain any separator. */
export const poolKey = (pool: { itemId: string; locationId: string }): string =>
  JSON.stringify([pool.itemId, pool.locationId])
