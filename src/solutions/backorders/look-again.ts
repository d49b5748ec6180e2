import { listOrders } from '#commerce/orders.ts'
import type { Tx } from '#spine/database/database.ts'
import type { Desk } from '#spine/solutions/desk.ts'
import type { Settings } from './settings.ts'

/** Whose shop: `connection` is the connection's uuid. */
export interface ShopPlace {
  readonly tenantId: string
  readonly connection: string
  readonly connector: string
}

/** Which order to look at, by any name that the platform knows it by. */
export interface OrderPlace extends ShopPlace {
  readonly order: string
}

type Shop = Omit<ShopPlace, 'tenantId'>

/** Judges these orders soon, each once for however many asked meanwhile. */
export function enqueueJudges(
  desk: Desk,
  tx: Tx,
  { connection, connector }: Shop,
  ...orders: readonly string[]
): Promise<void> {
  const jobs = orders.map(order => ({
    name: 'judge',
    lane: `${connection}:${order}`,
    data: { connection, connector, order },
  }))
  return desk.enqueue(tx, ...jobs)
}

/**
 * Judges an order again at `until` (epoch ms; `readAt` is now). A lane of its own, named after the time: in a lane one waits, and must
 * keep none from being added that is due sooner.
 */
export function judgeLater(
  desk: Desk,
  tx: Tx,
  { connection, connector }: Shop,
  order: string,
  { until, readAt }: { readonly until: number; readonly readAt: number },
): Promise<void> {
  return desk.enqueue(tx, {
    name: 'judge_later',
    lane: `${connection}:${order}:${Math.ceil(until / 1000)}`,
    data: { connection, connector, order },
    afterSeconds: Math.max(1, Math.ceil((until - readAt) / 1000)),
  })
}

/** Looks soon at everybody who waits for one of these items. */
export function enqueuePools(
  desk: Desk,
  tx: Tx,
  { connection, connector }: Shop,
  ...items: readonly string[]
): Promise<void> {
  const jobs = items.map(item => ({
    name: 'pool',
    lane: `${connection}:${item}`,
    data: { connection, connector, item },
    afterSeconds: 1,
  }))
  return desk.enqueue(tx, ...jobs)
}

/**
 * Reads all open orders soon, where the ledger and the platform disagree; but not again and again, for a platform may count what
 * no order shows.
 */
export async function enqueueScan(
  desk: Desk,
  tx: Tx,
  { connection, connector }: Shop,
  { confirmSeconds }: Settings,
): Promise<void> {
  if (!(await noteScan(tx, connection, Math.min(600, confirmSeconds * 10)))) return
  const afterSeconds = Math.min(30, confirmSeconds)
  await desk.enqueue(tx, { name: 'scan', lane: connection, data: { connection, connector }, afterSeconds })
}

/**
 * A scan is under way, or has just ended: until that was a while ago none is begun for a disagreement, which this one may be about to
 * end. False, and nothing noted, where one was noted less than `restSeconds` ago.
 */
export async function noteScan(tx: Tx, connection: string, restSeconds = 0): Promise<boolean> {
  const noted = await tx.query(
    `insert into steps as s (tenant_id, job, step, result) values ($1, 'backorders.scan', $2, '{}')
     on conflict (tenant_id, job, step) do update set done_at = now()
       where s.done_at < now() - $3::float8 * interval '1 s' returning 1 as noted`,
    [tx.tenantId, connection, restSeconds],
  )
  return noted.length > 0
}

/** Looks at all open orders of all connections; gives their number. */
export async function scanAll(desk: Desk, tx: Tx): Promise<number> {
  const places = await desk.providers(tx, listOrders.name)
  const jobs = places.map(({ id, connector }) => ({
    name: 'scan',
    lane: id,
    data: { connection: id, connector },
  }))
  await desk.enqueue(tx, ...jobs)
  return places.length
}

/** The same, and takes no earlier judgement for the last word: the settings judge otherwise now. */
export async function scanAnew(desk: Desk, tx: Tx): Promise<void> {
  await tx.query(`update backorder_cases set order_updated_at = null where status in ('quiet', 'closed')`)
  await scanAll(desk, tx)
}
