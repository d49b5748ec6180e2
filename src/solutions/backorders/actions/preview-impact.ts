import { listOrders, type Order } from '#commerce/orders.ts'
import type { Desk } from '#spine/solutions/desk.ts'
import { orderFacts, poolFacts } from '../facts-of.ts'
import { readPage, readStock } from '../reading.ts'
import { impactOf } from './impact.ts'
import type { Settings } from '../settings.ts'

/** What turning the watch on would bring at this moment. */
export interface Impact {
  /** Open orders that were looked at; `isWhole` says whether these are all. */
  readonly orders: number
  readonly isWhole: boolean
  readonly tickets: readonly {
    readonly orderName: string
    readonly subject: string
    readonly placedAt: string
  }[]
}

/** Pages of 50 of one shop: an answer that is waited for. */
const mostPages = 20

/** Reads the open orders of all shops with their stock, and judges them under these settings; writes nothing. */
export async function previewImpact(desk: Desk, tenantId: string, settings: Settings): Promise<Impact> {
  const places = await desk.db.tenant(tenantId, tx => desk.providers(tx, listOrders.name))
  const found: { orderName: string; subject: string; placedAt: string }[] = []
  let [count, isWhole] = [0, true]
  for (const { id: connection, connector } of places) {
    const place = { tenantId, connection, connector }
    const orders: Order[] = []
    let [cursor, readAt, pages]: [string | undefined, number, number] = [undefined, 0, 0]
    do {
      const page: Awaited<ReturnType<typeof readPage>> = await readPage(desk, place, cursor)
      orders.push(...page.orders)
      cursor = page.cursor ?? undefined
      readAt = page.readAt
      pages += 1
    } while (cursor !== undefined && pages < mostPages)
    isWhole &&= cursor === undefined
    count += orders.length
    const levels = await readStock(desk, place, orders)
    const facts = orders.map(order => orderFacts(order, levels))
    const pools = levels.map(level => poolFacts(level, []))
    const placed = new Map(facts.map(order => [order.id, order.processedAt]))
    for (const verdict of impactOf(facts, pools, settings, readAt))
      found.push({
        orderName: verdict.orderName,
        subject: verdict.subject,
        placedAt: new Date(placed.get(verdict.orderId) ?? readAt).toISOString(),
      })
  }
  return { orders: count, isWhole, tickets: found }
}
