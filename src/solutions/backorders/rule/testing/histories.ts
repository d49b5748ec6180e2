import type { OrderFacts, PoolFacts, Reading } from '../facts.ts'
import { itemOf } from './oracle.ts'
import type { Deed, Order, Pool, Shop } from './oracle.ts'

/** A small fast generator (mulberry32): the same seed tells the same story. */
export const dice = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
}

/** Deliveries first, for half of the shops, so that some orders are covered and some are not. */
export const randomDeeds = (roll: () => number): Deed[] => {
  const stocked = roll() % 2 === 0 ? [0, 1, 2, 3].map((pool): Deed => [5, pool, roll() % 1000, 0]) : []
  const rest = Array.from({ length: 3 + (roll() % 22) }, (): Deed => [
    roll() % 13,
    roll() % 1000,
    roll() % 1000,
    roll() % 1000,
  ])
  return [...stocked, ...rest]
}

/** The shop as a platform and a demand ledger would tell of it, for one order after the other. */
export const readings = (shop: Shop): Reading[] => {
  const pools = shop.pools.map(pool => poolFacts(shop, pool))
  return shop.orders.map(order => ({ order: orderFacts(order), pools, readAt: shop.clock }))
}

const orderFacts = (order: Order): OrderFacts => ({
  id: String(order.seq),
  name: `#${order.seq}`,
  processedAt: order.placedAt,
  updatedAt: order.placedAt,
  isCancelled: false,
  isTest: false,
  isConfirmed: true,
  isFulfilled: false,
  isBypassed: order.isBypassed,
  source: 'web',
  tags: order.isVip ? ['VIP'] : [],
  fulfillmentOrders: [0, 1].map(at => ({
    id: `fo${order.seq}-${at}`,
    status: 'open',
    location: { id: String(at), name: `Place ${at}`, isStockManaged: true },
    lines: order.lines
      .filter(line => line.at === at)
      .map(line => ({
        id: line.id,
        orderLineId: line.orderLineId,
        sku: `SKU${line.variant}`,
        title: `Thing ${line.variant}`,
        itemId: String(itemOf(line.variant)),
        variantId: String(line.variant),
        remaining: line.wanted,
        isTracked: true,
        requiresShipping: true,
        isGiftCard: false,
        isOversellAllowed: true,
        isPreorder: false,
      })),
    moveOptions: [],
  })),
})

export const poolFacts = (shop: Shop, pool: Pool): PoolFacts => ({
  itemId: String(pool.item),
  locationId: String(pool.at),
  locationName: `Place ${pool.at}`,
  available: pool.available,
  committed: pool.committed,
  onHand: pool.available + pool.committed + pool.safe.length,
  incoming: 0,
  reserved: 0,
  safetyStock: pool.safe.length,
  qualityControl: 0,
  damaged: 0,
  queue: shop.orders.flatMap(order =>
    order.lines
      .filter(line => itemOf(line.variant) === pool.item && line.at === pool.at)
      .map(line => ({
        orderId: String(order.seq),
        orderName: `#${order.seq}`,
        lineId: line.id,
        priority: order.isVip ? 0 : 1,
        processedAt: order.placedAt,
        quantity: line.wanted,
        bypassed: order.isBypassed,
      })),
  ),
})
