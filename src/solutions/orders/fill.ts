import { getOrder, listOrders, type Order } from '#commerce/orders.ts'
import type { OrderTold } from '#commerce/order-told.ts'
import type { Tx } from '#spine/database/database.ts'
import { isRefusal } from '#spine/refusal.ts'
import type { Desk } from '#spine/solutions/desk.ts'
import type { Work } from '#spine/solutions/solution.ts'
import { dropOrder, keepOrder } from './keep-order.ts'

/** Reads all orders of all shops in the background; gives the number of shops. */
export async function fillAll(desk: Desk, tx: Tx): Promise<number> {
  const places = await desk.providers(tx, listOrders.name)
  const jobs = places.map(({ id, connector }) => ({
    name: 'fill',
    lane: id,
    data: { connection: id, connector },
  }))
  await desk.enqueue(tx, ...jobs)
  return places.length
}

/** One page of all orders, and asks for the next. */
export async function fill(desk: Desk, { tenantId, data }: Work): Promise<void> {
  const [connection, connector] = [String(data['connection']), String(data['connector'])]
  const from = data['cursor']
  const input = { limit: 50, ...(typeof from === 'string' && { cursor: from }) }
  const { orders, cursor } = await desk.read({ tenantId, connection, connector, action: listOrders, input })
  for (const order of orders) await desk.db.tenant(tenantId, tx => keepOrder(tx, connection, toldBy(order)))
  if (cursor === null) return
  const lane = `${connection}:${cursor}`
  await desk.db.tenant(tenantId, tx =>
    desk.enqueue(tx, { name: 'fill', lane, data: { connection, connector, cursor } }),
  )
}

/** One order that an event named without telling it. */
export async function look(desk: Desk, { tenantId, data }: Work): Promise<void> {
  const [connection, connector, order] = [data['connection'], data['connector'], data['order']].map(String)
  if (connection === undefined || connector === undefined || order === undefined) return
  try {
    const read = await desk.read({ tenantId, connection, connector, action: getOrder, input: { order } })
    await desk.db.tenant(tenantId, tx => keepOrder(tx, connection, toldBy(read.order)))
  } catch (error) {
    if (!isRefusal(error) || error.code !== 'not_found') throw error
    await desk.db.tenant(tenantId, tx => dropOrder(tx, connection, order))
  }
}

// What is read to judge an order names neither its sum nor its parcels; what an event told of these stays.
function toldBy(order: Order): OrderTold {
  const { id, name, updatedAt, cancelledAt, isTest, isFulfilled, tags, customer } = order
  const lines = order.fulfillmentOrders.flatMap(work => work.lines)
  return {
    id,
    name,
    placedAt: order.processedAt,
    updatedAt,
    cancelledAt,
    isTest,
    isFulfilled,
    total: null,
    payment: null,
    tags,
    customer: customer && { id: null, ...customer },
    tracking: null,
    skus: [...new Set(lines.map(line => line.sku))].filter(sku => sku !== ''),
  }
}
