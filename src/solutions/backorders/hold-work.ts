import { createHash } from 'node:crypto'
import { holdFulfillment, releaseFulfillment } from '#commerce/holds.ts'
import type { Order } from '#commerce/orders.ts'
import type { Settled } from '#spine/actions/performing.ts'
import type { Tx } from '#spine/database/database.ts'
import type { Desk } from '#spine/solutions/desk.ts'
import { note } from './cases.ts'
import type { ShopPlace } from './look-again.ts'
import type { Verdict } from './rule/verdict.ts'
import type { Settings } from './settings.ts'

interface HoldRow {
  readonly fulfillment_order: string
  readonly place: string
  readonly round: number
  readonly state: 'asked' | 'unwanted' | 'held' | 'releasing' | 'gone'
  readonly hold: string | null
}

interface Case {
  readonly id: string
  readonly place: Pick<ShopPlace, 'connection' | 'connector'>
}

const columns = 'fulfillment_order, place, round, state, hold'

// What the platform lets anybody hold: work that nobody has in hand.
const holdable = new Set(['open', 'scheduled', 'on_hold'])

/**
 * Keeps the short pieces of an open case from leaving, where the merchant wants that, and asks to release those that need it no
 * longer; with an ended case, all. Nothing but our own holds is ever released.
 */
export async function holdShort(
  desk: Desk,
  tx: Tx,
  one: Case,
  judged: { order: Order; verdict: Verdict; settings: Settings; isOver: boolean },
): Promise<void> {
  const { order, verdict, settings, isOver } = judged
  // What could leave from elsewhere is to be moved, not kept.
  const stuck = verdict.lines.filter(({ short, reroute }) => short > 0 && reroute === null)
  const short = new Set(stuck.map(({ fulfillmentOrderId }) => fulfillmentOrderId))
  const wanted = order.fulfillmentOrders.filter(({ id }) => !isOver && short.has(id))
  const standing = await tx.query<HoldRow>(
    `select ${columns} from backorder_holds where case_id = $1 and state <> 'gone'`,
    [one.id],
  )
  if (settings.holdsShort && (await isAble(desk, tx, one)))
    for (const work of wanted)
      if (holdable.has(work.status)) await hold(desk, tx, one, work.id, work.location.name)
  for (const row of standing) {
    if (wanted.some(({ id }) => id === row.fulfillment_order)) continue
    const work = order.fulfillmentOrders.find(({ id }) => id === row.fulfillment_order)
    if (row.state === 'asked') await move(tx, one.id, row.fulfillment_order, 'unwanted')
    // Somebody released it, or the order is cancelled: there is nothing to ask for.
    else if (work?.status !== 'on_hold') await move(tx, one.id, row.fulfillment_order, 'gone')
    else if (row.state === 'held') await release(desk, tx, one, row)
  }
}

/** Learns how a hold or a release of ours ended. */
export async function holdSettled(desk: Desk, tx: Tx, end: Settled): Promise<void> {
  const [, caseId] = /backorder:([0-9a-f-]{36}):/.exec(end.intent.key) ?? []
  if (caseId === undefined) return
  const work = String(end.intent.input['fulfillmentOrder'])
  const [row] = await tx.query<HoldRow>(
    `select ${columns} from backorder_holds where case_id = $1 and fulfillment_order = $2 for update`,
    [caseId, work],
  )
  if (!row) return
  const isHold = end.intent.action === holdFulfillment.name
  if (end.outcome !== 'succeeded') {
    await note(tx, caseId, end.outcome, `${end.intent.tool}: ${end.says}`)
    if (end.outcome === 'refused') await move(tx, caseId, work, isHold ? 'gone' : 'held')
    return
  }
  if (!isHold) {
    await note(tx, caseId, 'release', `Its work at ${row.place} may leave.`)
    return move(tx, caseId, work, 'gone')
  }
  const held = { ...row, hold: String(end.output['hold']) }
  await tx.query(
    `update backorder_holds set state = 'held', hold = $3 where case_id = $1 and fulfillment_order = $2`,
    [caseId, work, held.hold],
  )
  await note(tx, caseId, 'hold', `Its work at ${row.place} is held until stock covers it.`)
  const connector = end.intent.tool.slice(0, end.intent.tool.indexOf('.'))
  const place = { connection: end.intent.connection_id, connector }
  if (row.state === 'unwanted') await release(desk, tx, { id: caseId, place }, held)
}

async function isAble(desk: Desk, tx: Tx, { place }: Case): Promise<boolean> {
  return (await desk.providers(tx, holdFulfillment.name)).some(({ id }) => id === place.connection)
}

async function hold(desk: Desk, tx: Tx, one: Case, work: string, location: string): Promise<void> {
  const [row] = await tx.query<HoldRow>(
    `insert into backorder_holds as h (tenant_id, case_id, fulfillment_order, place) values ($1, $2, $3, $4)
     on conflict (tenant_id, case_id, fulfillment_order) do update
       set round = h.round + (h.state = 'gone')::int, state = 'asked', hold = null where h.state in ('gone', 'unwanted')
     returning ${columns}`,
    [tx.tenantId, one.id, work, location],
  )
  if (!row) return
  await desk.write(tx, {
    ...placeOf(tx, one, row, 'hold'),
    action: holdFulfillment,
    input: { fulfillmentOrder: work, reason: 'inventory_out_of_stock' },
  })
}

async function release(desk: Desk, tx: Tx, one: Case, row: HoldRow): Promise<void> {
  await move(tx, one.id, row.fulfillment_order, 'releasing')
  await desk.write(tx, {
    ...placeOf(tx, one, row, 'release'),
    action: releaseFulfillment,
    input: { fulfillmentOrder: row.fulfillment_order, hold: row.hold ?? '' },
  })
}

// A lane of its own: a release that waits for a person must not keep the case's ticket waiting.
function placeOf(tx: Tx, { id, place }: Case, { fulfillment_order, round }: HoldRow, deed: string) {
  const mark = createHash('sha256').update(fulfillment_order).digest('hex').slice(0, 8)
  return {
    tenantId: tx.tenantId,
    ...place,
    lane: `hold:${id}:${mark}`,
    key: `backorder:${id}:${deed}:${mark}:${round}`,
  }
}

async function move(tx: Tx, caseId: string, work: string, state: HoldRow['state']): Promise<void> {
  await tx.query(`update backorder_holds set state = $3 where case_id = $1 and fulfillment_order = $2`, [
    caseId,
    work,
    state,
  ])
}
