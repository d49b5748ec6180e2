import { getOrder, listOrders, type Order } from '#commerce/orders.ts'
import { checkInventory, type StockLevel } from '#commerce/stock.ts'
import { isRefusal } from '#spine/refusal.ts'
import type { Desk } from '#spine/solutions/desk.ts'
import type { OrderPlace, ShopPlace } from './look-again.ts'

/** An order and the stock of what it waits for, as they were together at `readAt` (epoch ms) or later. */
export interface Reading {
  readonly order: Order
  readonly levels: readonly StockLevel[]
  readonly readAt: number
  /** Read with many others, one after the other, as a scan does. */
  readonly isOfPage?: boolean
}

/** Reads one order and its stock; undefined where there is no such order. */
export async function readOrder(desk: Desk, place: OrderPlace): Promise<Reading | undefined> {
  const { tenantId, connection, connector, order } = place
  const readAt = (await desk.db.now()).getTime()
  try {
    const read = await desk.read({ tenantId, connection, connector, action: getOrder, input: { order } })
    return { order: read.order, levels: await readStock(desk, place, [read.order]), readAt }
  } catch (error) {
    if (isRefusal(error) && error.code === 'not_found') return undefined
    throw error
  }
}

/** One page of the open orders, by their last change. */
export async function readPage(
  desk: Desk,
  { tenantId, connection, connector }: ShopPlace,
  cursor: string | undefined,
): Promise<{ orders: readonly Order[]; cursor: string | null; readAt: number }> {
  const readAt = (await desk.db.now()).getTime()
  const input = { isOpenOnly: true, limit: 50, ...(cursor !== undefined && { cursor }) }
  const page = await desk.read({ tenantId, connection, connector, action: listOrders, input })
  return { ...page, readAt }
}

/** The stock, at every place, of what these orders wait for: all of it by as few calls as it takes. */
export async function readStock(
  desk: Desk,
  { tenantId, connection, connector }: ShopPlace,
  orders: readonly Order[],
): Promise<StockLevel[]> {
  const items = [...new Set(orders.flatMap(itemsOf))]
  const levels: StockLevel[] = []
  for (let at = 0; at < items.length; at += 250) {
    const input = { items: items.slice(at, at + 250) }
    const some = await desk.read({ tenantId, connection, connector, action: checkInventory, input })
    levels.push(...some.levels)
  }
  return levels
}

function itemsOf(order: Order): string[] {
  return order.fulfillmentOrders.flatMap(work => work.lines.flatMap(line => line.itemId ?? []))
}
