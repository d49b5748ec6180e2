import type { StockLevel } from '#commerce/stock.ts'
import type { Tx } from '#spine/database/database.ts'
import { poolFacts } from './facts-of.ts'
import { poolKey, type PoolFacts, type QueueEntry } from './rule/facts.ts'
import type { KeptLine } from './rule/shares.ts'

/** One claim on one pool. */
export interface Claim {
  readonly itemId: string
  readonly locationId: string
  readonly entry: QueueEntry
}

interface ClaimRow {
  readonly item_id: string
  readonly location_id: string
  readonly order_id: string
  readonly order_name: string
  readonly line_id: string
  readonly priority: number
  readonly processed_at: Date
  readonly quantity: number
  readonly is_bypassed: boolean
}

const columns =
  'item_id, location_id, order_id, order_name, line_id, priority, processed_at, quantity, is_bypassed'

/**
 * Replaces what an order claims by what it claims now, and gives the pools in which it left room for others.
 * `updatedAt` (epoch ms) guards against an older reading of the same order.
 */
export async function replaceClaims(
  tx: Tx,
  connection: string,
  order: { id: string; updatedAt: number },
  claims: readonly Claim[],
): Promise<{ itemId: string; locationId: string }[]> {
  const before = await tx.query<ClaimRow>(
    `delete from backorder_demand where connection_id = $1 and order_id = $2 and order_updated_at <= $3 returning ${columns}`,
    [connection, order.id, new Date(order.updatedAt)],
  )
  const column = <T>(of: (claim: Claim) => T): T[] => claims.map(of)
  await tx.query(
    `insert into backorder_demand (tenant_id, connection_id, order_id, order_updated_at, ${columns.replace('order_id, ', '')})
     select $1, $2, $3, $4, * from unnest($5::text[], $6::text[], $7::text[], $8::text[], $9::int[], $10::timestamptz[],
       $11::int[], $12::bool[])
     on conflict (tenant_id, connection_id, line_id) do nothing`,
    [
      tx.tenantId,
      connection,
      order.id,
      new Date(order.updatedAt),
      column(claim => claim.itemId),
      column(claim => claim.locationId),
      column(claim => claim.entry.orderName),
      column(claim => claim.entry.lineId),
      column(claim => claim.entry.priority),
      column(claim => new Date(claim.entry.processedAt)),
      column(claim => claim.entry.quantity),
      column(claim => claim.entry.bypassed ?? false),
    ],
  )
  return roomLeft(before, claims)
}

function roomLeft(
  before: readonly ClaimRow[],
  claims: readonly Claim[],
): { itemId: string; locationId: string }[] {
  const now = new Map(claims.map(claim => [claim.entry.lineId, claim]))
  const freed = before.filter(row => {
    const claim = now.get(row.line_id)
    return (
      !claim ||
      claim.locationId !== row.location_id ||
      claim.entry.quantity < row.quantity ||
      claim.entry.priority !== row.priority
    )
  })
  return freed.map(row => ({ itemId: row.item_id, locationId: row.location_id }))
}

/** Some pools with everybody who waits for them. */
export async function readPools(
  tx: Tx,
  connection: string,
  levels: readonly StockLevel[],
): Promise<PoolFacts[]> {
  const queues = Map.groupBy(await readQueues(tx, connection, levels), poolKey)
  return levels.map(level =>
    poolFacts(
      level,
      (queues.get(poolKey(level)) ?? []).map(claim => claim.entry),
    ),
  )
}

async function readQueues(
  tx: Tx,
  connection: string,
  pools: readonly { itemId: string; locationId: string }[],
): Promise<Claim[]> {
  const rows = await tx.query<ClaimRow>(
    `select ${columns} from backorder_demand d
       join unnest($2::text[], $3::text[]) as wanted (item, location) on d.item_id = wanted.item and d.location_id = wanted.location
      where d.connection_id = $1`,
    [connection, pools.map(pool => pool.itemId), pools.map(pool => pool.locationId)],
  )
  return rows.map(row => ({
    itemId: row.item_id,
    locationId: row.location_id,
    entry: {
      orderId: row.order_id,
      orderName: row.order_name,
      lineId: row.line_id,
      priority: row.priority,
      processedAt: row.processed_at.getTime(),
      quantity: row.quantity,
      ...(row.is_bypassed && { bypassed: true }),
    },
  }))
}

/** Whether the case of any order that claims units of an item is more than quiet. */
export async function isWaitedFor(tx: Tx, connection: string, itemId: string): Promise<boolean> {
  const standing = await tx.query(
    `select from backorder_cases c
      where c.connection_id = $1 and c.status in ('suspected', 'open', 'clearing') and exists (
        select from backorder_demand d where d.connection_id = $1 and d.order_id = c.order_id and d.item_id = $2)
      limit 1`,
    [connection, itemId],
  )
  return standing.length > 0
}

/** The lines of an item as their orders were last judged, whoever claims units of it. */
export async function keptLines(tx: Tx, connection: string, itemId: string): Promise<KeptLine[]> {
  const rows = await tx.query<{ order_id: string; line: Omit<KeptLine, 'orderId'> }>(
    `select c.order_id, line - 'ahead' as line from backorder_cases c, jsonb_array_elements(c.verdict -> 'lines') line
      where c.connection_id = $1 and line ->> 'itemId' = $2 and c.order_id in (
        select order_id from backorder_demand where connection_id = $1 and item_id = $2)`,
    [connection, itemId],
  )
  return rows.map(({ order_id: orderId, line }) => ({ ...line, orderId }))
}
