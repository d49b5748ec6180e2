import { checkInventory } from '#commerce/stock.ts'
import type { Desk } from '#spine/solutions/desk.ts'
import { readSettings } from '#spine/solutions/settings.ts'
import { isWaitedFor, keptLines, readPools } from './demand-ledger.ts'
import { enqueueJudges, enqueueScan, type ShopPlace } from './look-again.ts'
import { driftOf } from './rule/drift.ts'
import { ordersChanged } from './rule/shares.ts'
import { Settings } from './settings.ts'

/**
 * Stock of an item moved somewhere: finds whose share of it is another one now, and has just these orders judged again. One reading
 * and a few statements, however many orders wait.
 */
export async function watchPool(desk: Desk, place: ShopPlace & { readonly item: string }): Promise<void> {
  const { tenantId, connection, connector, item } = place
  const readAt = (await desk.db.now()).getTime()
  const { levels } = await desk.read({
    tenantId,
    connection,
    connector,
    action: checkInventory,
    input: { items: [item] },
  })
  await desk.db.tenant(tenantId, async tx => {
    const isWaited = await isWaitedFor(tx, connection, item)
    if (!isWaited && levels.every(level => level.available >= 0)) return
    const pools = await readPools(tx, connection, levels)
    const changed = ordersChanged(pools, await keptLines(tx, connection, item), readAt)
    await enqueueJudges(desk, tx, place, ...changed)
    // An order that was never told of may be the only one that is short: then nobody's share tells of it.
    if (isWaited && pools.some(pool => driftOf(pool) !== null))
      await enqueueScan(desk, tx, place, await readSettings(tx, 'backorders', Settings))
  })
}
