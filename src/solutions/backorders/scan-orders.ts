import type { Order } from '#commerce/orders.ts'
import type { Desk } from '#spine/solutions/desk.ts'
import { readSettings } from '#spine/solutions/settings.ts'
import { lockCase } from './cases.ts'
import { replaceClaims } from './demand-ledger.ts'
import { orderFacts } from './facts-of.ts'
import { judgeReading } from './judge-order.ts'
import { enqueueJudges, enqueuePools, noteScan, type ShopPlace } from './look-again.ts'
import { readPage, readStock, type Reading } from './reading.ts'
import { claimsOf } from './rule/demand.ts'
import { Settings } from './settings.ts'

/**
 * One page of all open orders: judges those that are unknown, or changed since, or whose case stands, and asks for the next page. Read
 * together, orders and stock of a page take a few calls; two for each order would use up what the shop allows for an hour.
 */
export async function scanOrders(
  desk: Desk,
  place: ShopPlace & { readonly cursor: string | undefined },
): Promise<void> {
  const { tenantId, connection, connector } = place
  const settings = await desk.db.tenant(tenantId, async tx => {
    await noteScan(tx, connection)
    return readSettings(tx, 'backorders', Settings)
  })
  if (!settings.isOn) return
  const { orders, cursor, readAt } = await readPage(desk, place, place.cursor)
  const wanted = await notKnown(desk, place, orders)
  const levels = await readStock(desk, place, wanted)
  const readings = wanted.map(order => ({ order, levels, readAt, isOfPage: true }))
  // All of them stand in their queues before the first is judged: else each would be doubted for the sake of the next.
  for (const reading of readings) await queueUp(desk, place, reading, settings)
  for (const reading of readings) await judgeOne(desk, place, reading)
  await desk.db.tenant(tenantId, async tx => {
    await noteScan(tx, connection)
    if (cursor === null) return
    await desk.enqueue(tx, {
      name: 'scan',
      lane: `${connection}:${cursor}`,
      data: { connection, connector, cursor },
    })
  })
}

async function notKnown(desk: Desk, place: ShopPlace, orders: readonly Order[]): Promise<Order[]> {
  const rows = await desk.db.tenant(place.tenantId, tx =>
    tx.query<{ order_id: string }>(
      `select seen.order_id from unnest($2::text[], $3::timestamptz[]) as seen (order_id, updated_at)
         join backorder_cases c on c.connection_id = $1 and c.order_id = seen.order_id
        where c.order_updated_at >= seen.updated_at and c.status in ('quiet', 'closed')`,
      [place.connection, orders.map(order => order.id), orders.map(order => order.updatedAt)],
    ),
  )
  const known = new Set(rows.map(row => row.order_id))
  return orders.filter(order => !known.has(order.id))
}

function queueUp(
  desk: Desk,
  place: ShopPlace,
  { order, levels }: Reading,
  settings: Settings,
): Promise<void> {
  const facts = orderFacts(order, levels)
  return desk.db.tenant(place.tenantId, async tx => {
    await lockCase(tx, place.connection, facts)
    const freed = await replaceClaims(tx, place.connection, facts, claimsOf(facts, settings))
    await enqueuePools(desk, tx, place, ...freed.map(pool => pool.itemId))
  })
}

// One order that cannot be judged must not keep the others from it: it is tried alone, and laid aside alone.
async function judgeOne(desk: Desk, place: ShopPlace, reading: Reading): Promise<void> {
  try {
    await judgeReading(desk, place, reading)
  } catch {
    await desk.db.tenant(place.tenantId, tx => enqueueJudges(desk, tx, place, reading.order.id))
  }
}
