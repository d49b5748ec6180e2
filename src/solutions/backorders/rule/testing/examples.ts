import type { FulfillmentOrderFacts, LineFacts, OrderFacts, PoolFacts, QueueEntry } from '../facts.ts'
import { judge } from '../judge.ts'
import { defaultSettings } from '../settings.ts'
import type { RuleSettings } from '../settings.ts'
import type { LineVerdict, Verdict } from '../verdict.ts'

/** Plain facts to start from; every test names only what it is about. */
export const line = (over: Partial<LineFacts> = {}): LineFacts => ({
  id: 'l1',
  orderLineId: `order-${over.id ?? 'l1'}`,
  sku: 'MUG',
  title: 'Blue mug',
  itemId: 'mug',
  variantId: 'blue',
  remaining: 8,
  isTracked: true,
  requiresShipping: true,
  isGiftCard: false,
  isOversellAllowed: true,
  isPreorder: false,
  ...over,
})

export const work = (
  lines: readonly LineFacts[],
  over: Partial<FulfillmentOrderFacts> = {},
): FulfillmentOrderFacts => ({
  id: 'fo1',
  status: 'open',
  location: { id: 'berlin', name: 'Berlin', isStockManaged: true },
  lines,
  moveOptions: [],
  ...over,
})

export const order = (over: Partial<OrderFacts> = {}): OrderFacts => ({
  id: '3',
  name: '#1003',
  processedAt: 3000,
  updatedAt: 3000,
  isCancelled: false,
  isTest: false,
  isConfirmed: true,
  isFulfilled: false,
  source: 'web',
  tags: [],
  fulfillmentOrders: [work([line()])],
  ...over,
})

export const pool = (over: Partial<PoolFacts> = {}): PoolFacts => ({
  itemId: 'mug',
  locationId: 'berlin',
  locationName: 'Berlin',
  available: -3,
  committed: 8,
  onHand: 5,
  incoming: 0,
  reserved: 0,
  safetyStock: 0,
  qualityControl: 0,
  damaged: 0,
  queue: [],
  ...over,
})

export const entry = (over: Partial<QueueEntry> = {}): QueueEntry => ({
  orderId: '1',
  orderName: '#1001',
  lineId: 'x1',
  priority: 0,
  processedAt: 1000,
  quantity: 1,
  ...over,
})

export const verdictOn = (
  of: OrderFacts,
  pools: readonly PoolFacts[],
  over: Partial<RuleSettings> = {},
  readAt = 10_000,
): Verdict => judge({ order: of, pools, readAt }, { ...defaultSettings, ...over })

/** The verdict on the only line. */
export const onlyLine = (verdict: Verdict): LineVerdict => {
  const [first, second] = verdict.lines
  if (!first || second) throw new Error('expected one line')
  return first
}
