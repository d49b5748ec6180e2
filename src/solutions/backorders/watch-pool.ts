import { listOrders } from '#commerce/orders.ts'
import { checkInventory } from '#commerce/stock.ts'
import type { Desk } from '#spine/solutions/desk.ts'
import { readSettings } from '#spine/solutions/settings.ts'
import { ordersInPool, readQueues } from './demand-ledger.ts'
import { enqueueJudge } from './look-again.ts'
import { allocate } from './rule/allocation.ts'
import { Settings } from './settings.ts'

interface Place {
  readonly tenantId: string
  readonly connection: string
  readonly connector: string
}

/**
 * Stock of an item moved somewhere: finds whom it concerns, and has just these orders judged again: those whose case is standing,
 * and those that are short now. One reading and two queries, however many orders wait.
 */
export async function watchPool(desk: Desk, place: Place & { readonly item: string }): Promise<void> {
  const { tenantId, connection, connector, item } = place
  const { levels } = await desk.read({
    tenantId,
    connection,
    connector,
    action: checkInventory,
    input: { items: [item] },
  })
  await desk.db.tenant(tenantId, async tx => {
    const waiting = await ordersInPool(tx, connection, item)
    const concerned = new Set(waiting.filter(order => order.is_standing).map(order => order.order_id))
    const pools = levels.filter(level => level.available < 0)
    const queues = Map.groupBy(await readQueues(tx, connection, pools), claim => claim.locationId)
    for (const pool of pools) {
      const entries = (queues.get(pool.locationId) ?? []).map(claim => claim.entry)
      for (const entry of allocate(pool, entries)) if (entry.short > 0) concerned.add(entry.orderId)
    }
    for (const order of concerned) await enqueueJudge(desk, tx, { connection, connector, order })
  })
}

/** One page of all open orders: judges those that are unknown or changed since, and asks for the next page. */
export async function scanOrders(
  desk: Desk,
  place: Place & { readonly cursor: string | undefined },
): Promise<void> {
  const { tenantId, connection, connector, cursor } = place
  const page = await desk.read({
    tenantId,
    connection,
    connector,
    action: listOrders,
    input: { isOpenOnly: true, limit: 50, ...(cursor !== undefined && { cursor }) },
  })
  await desk.db.tenant(tenantId, async tx => {
    const settings = await readSettings(tx, 'backorders', Settings)
    if (!settings.isOn) return
    const fresh = await tx.query<{ order_id: string }>(
      `select seen.order_id from unnest($2::text[], $3::timestamptz[]) as seen (order_id, updated_at)
         join backorder_cases c on c.connection_id = $1 and c.order_id = seen.order_id
        where c.order_updated_at >= seen.updated_at and c.status in ('quiet', 'closed')`,
      [connection, page.orders.map(order => order.id), page.orders.map(order => order.updatedAt)],
    )
    const known = new Set(fresh.map(row => row.order_id))
    for (const order of page.orders)
      if (!known.has(order.id)) await enqueueJudge(desk, tx, { connection, connector, order: order.id })
    if (page.cursor !== null) {
      const next = { connection, connector, cursor: page.cursor }
      await desk.enqueue(tx, { name: 'scan', lane: `${connection}:${page.cursor}`, data: next })
    }
  })
}
