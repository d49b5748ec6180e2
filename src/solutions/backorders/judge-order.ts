import type { Order } from '#commerce/orders.ts'
import type { StockLevel } from '#commerce/stock.ts'
import type { Tx } from '#spine/database/database.ts'
import { tellHooks } from '#spine/hooks/tell.ts'
import { showId } from '#spine/ids.ts'
import { isRefusal } from '#spine/refusal.ts'
import type { Desk } from '#spine/solutions/desk.ts'
import { readSettings } from '#spine/solutions/settings.ts'
import { enqueuePools, enqueueScan, judgeLater, type OrderPlace, type ShopPlace } from './look-again.ts'
import { countGateTry, lockCase, note, saveJudgement, verdictOf, type CaseRow } from './cases.ts'
import { readPools, replaceClaims } from './demand-ledger.ts'
import { orderFacts } from './facts-of.ts'
import { holdShort } from './hold-work.ts'
import { step, type Todo } from './rule/case-life.ts'
import { claimsOf } from './rule/demand.ts'
import { driftOf } from './rule/drift.ts'
import { poolKey, type OrderFacts, type PoolFacts } from './rule/facts.ts'
import { gate } from './rule/gate.ts'
import { judge, mayBeCovered } from './rule/judge.ts'
import { itemsChanged } from './rule/shares.ts'
import type { Verdict } from './rule/verdict.ts'
import { Settings } from './settings.ts'
import { readOrder, type Reading } from './reading.ts'
import { openTickets, say } from './tell.ts'
import { render } from './template.ts'
import { templateFacts } from './template-facts.ts'

/** How often an order that may be covered after all is looked at again before the doubtful reading counts. */
const patience = 10

/** Reads an order and its stock, judges, and does what the case's life asks for. Returns undefined where there is no such order. */
export async function judgeOrder(
  desk: Desk,
  place: OrderPlace,
): Promise<{ caseId: string; verdict: Verdict | undefined } | undefined> {
  const reading = await readOrder(desk, place)
  return reading ? judgeReading(desk, place, reading) : forget(desk, place)
}

/** The same with what was read already. A reading that another has overtaken changes nothing. */
export function judgeReading(
  desk: Desk,
  place: ShopPlace,
  reading: Reading,
): Promise<{ caseId: string; verdict: Verdict | undefined }> {
  const { readAt } = reading
  return desk.db.tenant(place.tenantId, async tx => {
    const settings = await readSettings(tx, 'backorders', Settings)
    const facts = orderFacts(reading.order, reading.levels)
    const one = await lockCase(tx, place.connection, facts)
    if (readAt < one.state.lastReadAt) return { caseId: one.id, verdict: undefined }
    const freed = await replaceClaims(tx, place.connection, facts, claimsOf(facts, settings))
    await enqueuePools(desk, tx, place, ...freed.map(pool => pool.itemId))
    const passed = gate(facts, settings, one.gate_tries, readAt)
    if (passed.pass === 'wait') {
      await countGateTry(tx, one.id)
      await judgeLater(desk, tx, place, facts.id, { until: passed.until, readAt })
      return { caseId: one.id, verdict: undefined }
    }
    const pools = await poolsOf(tx, place.connection, facts, reading.levels)
    const verdict = judge({ order: facts, pools, readAt }, settings)
    if (pools.some(pool => driftOf(pool) !== null)) await enqueueScan(desk, tx, place, settings)
    if (mayBeCovered(verdict) && one.gate_tries < patience) {
      await countGateTry(tx, one.id)
      await judgeLater(desk, tx, place, facts.id, { until: readAt + settings.confirmSeconds * 1000, readAt })
      return { caseId: one.id, verdict }
    }
    // While it is off, cases stand still: what would be said then would be held for said for ever.
    const next = settings.isOn ? step(one.state, verdict, settings) : undefined
    await saveJudgement(tx, one.id, {
      state: next?.state ?? one.state,
      verdict,
      orderUpdatedAt: next ? facts.updatedAt : null,
      customer: { name: reading.order.customer?.name ?? null, email: reading.order.customer?.email ?? null },
      url: reading.order.url,
    })
    // With a first scan nobody's share was known before, and a look at each article of the shop would use up its allowance.
    const before = verdictOf(one)?.lines ?? (reading.isOfPage ? verdict.lines : [])
    await enqueuePools(desk, tx, place, ...itemsChanged(before, verdict.lines))
    if (next) await act(desk, tx, { place, one, order: reading.order, verdict, settings, todo: next.todo })
    return { caseId: one.id, verdict }
  })
}

// A deleted order claims nothing any more, and its case ends.
async function forget(desk: Desk, place: OrderPlace): Promise<undefined> {
  await desk.db.tenant(place.tenantId, async tx => {
    const claims = await tx.query<{ item_id: string }>(
      'delete from backorder_demand where connection_id = $1 and order_id = $2 returning item_id',
      [place.connection, place.order],
    )
    await enqueuePools(desk, tx, place, ...claims.map(claim => claim.item_id))
    const [gone] = await tx.query<{ id: string; status: string }>(
      `update backorder_cases set status = 'closed', closed_at = now(), state = jsonb_set(state, '{phase}', '{"is":"quiet"}')
        where connection_id = $1 and order_id = $2 and status in ('suspected', 'open', 'clearing')
        returning id, status`,
      [place.connection, place.order],
    )
    if (!gone) return
    await note(tx, gone.id, 'close', 'The order was deleted.')
    await tellHooks(tx, 'case.closed', told(gone.id, place))
    await say(desk, tx, gone.id, [
      { kind: 'message', body: 'The order was deleted.' },
      { kind: 'close', body: '' },
    ])
  })
}

function poolsOf(
  tx: Tx,
  connection: string,
  facts: OrderFacts,
  levels: readonly StockLevel[],
): Promise<PoolFacts[]> {
  const wanted = new Set(
    facts.fulfillmentOrders.flatMap(work =>
      work.lines.flatMap(line =>
        line.itemId === null ? [] : poolKey({ itemId: line.itemId, locationId: work.location.id }),
      ),
    ),
  )
  return readPools(
    tx,
    connection,
    levels.filter(level => wanted.has(poolKey(level))),
  )
}

function told(caseId: string, { connection }: ShopPlace) {
  return { case: showId('case', caseId), connection: showId('conn', connection) }
}

interface Doing {
  readonly place: ShopPlace
  readonly one: CaseRow
  readonly order: Order
  readonly verdict: Verdict
  readonly settings: Settings
  readonly todo: Todo
}

async function act(desk: Desk, tx: Tx, doing: Doing): Promise<void> {
  const { todo, one, verdict, order, settings, place } = doing
  if (todo.do === 'open_ticket' || todo.do === 'update_ticket' || todo.do === 'close')
    await holdShort(
      desk,
      tx,
      { id: one.id, place },
      { order, verdict, settings, isOver: todo.do === 'close' },
    )
  if (todo.do === 'wait')
    await judgeLater(desk, tx, place, order.id, { until: todo.until, readAt: verdict.readAt })
  if (todo.do === 'note') await note(tx, one.id, 'note', todo.message)
  if (todo.do === 'open_ticket') {
    const facts = templateFacts(order, verdict)
    const now = {
      ...one,
      customer_email: order.customer?.email ?? null,
      customer_name: order.customer?.name ?? null,
    }
    await note(tx, one.id, 'open', todo.message)
    await tellHooks(tx, 'case.opened', told(one.id, place))
    // A template that only breaks on a real order must not cost the merchant the ticket.
    const written = async (template: string, otherwise: string, most: number): Promise<string> => {
      try {
        return render(template, facts).slice(0, most) || otherwise
      } catch (error) {
        if (!isRefusal(error)) throw error
        await note(tx, one.id, 'template_failed', error.says)
        return otherwise
      }
    }
    await openTickets(desk, tx, now, settings, {
      subject: await written(settings.subjectTemplate, todo.subject, 200),
      body: await written(settings.bodyTemplate, todo.message, 60_000),
    })
  }
  if (todo.do === 'update_ticket') {
    await note(tx, one.id, todo.reopen ? 'reopen' : 'update', todo.message)
    if (todo.reopen) await tellHooks(tx, 'case.opened', told(one.id, place))
    const message = { kind: 'message' as const, body: todo.message }
    await say(desk, tx, one.id, todo.reopen ? [{ kind: 'reopen', body: '' }, message] : [message])
  }
  if (todo.do === 'close') {
    await note(tx, one.id, 'close', todo.message)
    await tellHooks(tx, 'case.closed', told(one.id, place))
    await say(desk, tx, one.id, [
      { kind: 'message', body: todo.message },
      { kind: 'close', body: '' },
    ])
  }
}
