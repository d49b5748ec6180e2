import { checkInventory } from '#commerce/stock.ts'
import type { Desk } from '#spine/solutions/desk.ts'
import { ordersInPool, readQueues } from './demand-ledger.ts'
import { enqueueJudges, type ShopPlace } from './look-again.ts'
import { allocate } from './rule/allocation.ts'

/**
 * Stock of an item moved somewhere: finds whom it concerns, and has just these orders judged again: those whose case is standing,
 * and those that are short now. One reading and four statements, however many orders wait.
 */
export async function watchPool(desk: Desk, place: ShopPlace & { readonly item: string }): Promise<void> {
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
    await enqueueJudges(desk, tx, place, ...concerned)
  })
}
