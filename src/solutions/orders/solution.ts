import { z } from 'zod'
import { orderFacts } from '#commerce/facts.ts'
import { OrderTold } from '#commerce/order-told.ts'
import type { Fact } from '#spine/connections/intake.ts'
import type { Tx } from '#spine/database/database.ts'
import type { Heard } from '#spine/events/work.ts'
import { showId } from '#spine/ids.ts'
import type { Desk } from '#spine/solutions/desk.ts'
import type { Moment, OrderPlace } from '#spine/solutions/moment.ts'
import { solution } from '#spine/solutions/solution.ts'
import { actions } from './actions.ts'
import { fill, look } from './fill.ts'
import { holds } from './holds.ts'
import { dropOrder, findOrder, keepOrder } from './keep-order.ts'

// What was told whole is kept at once; what was only named is read, once for however many named it.
async function hear(desk: Desk, tx: Tx, fact: Fact, heard: Heard): Promise<void> {
  const { connectionId: connection, connector } = heard
  if (fact.name === 'order.deleted') return dropOrder(tx, connection, fact.subject)
  // A piece of work names its order only when asked; the order's own event comes beside it.
  if (fact.details?.['kind'] === 'fulfillment_order') return
  const told = OrderTold.safeParse(fact.details?.['order'])
  const kept = told.success
    ? await keepOrder(tx, connection, told.data)
    : await findOrder(tx, connection, fact.subject)
  if (kept)
    await tx.query(
      `insert into shop_order_moments (tenant_id, order_id, event_id, fact) values ($1, $2, $3, $4) on conflict do nothing`,
      [tx.tenantId, kept, heard.eventId, fact.name],
    )
  if (told.success || (kept && fact.name !== 'order.updated')) return
  const data = { connection, connector, order: fact.subject }
  await desk.enqueue(tx, { name: 'look', lane: `${connection}:${fact.subject}`, data })
}

async function moments(tx: Tx, { connection, order }: OrderPlace): Promise<Moment[]> {
  const rows = await tx.query<{ event_id: string; fact: string; at: Date }>(
    `select m.event_id, m.fact, m.at from shop_order_moments m
       join shop_orders o on o.tenant_id = m.tenant_id and o.id = m.order_id
      where o.connection_id = $1 and o.order_id = $2 order by m.at desc limit 500`,
    [connection, order],
  )
  return rows.map(({ event_id, fact, at }) => ({
    at: at.toISOString(),
    kind: 'event',
    what: fact,
    says: fact.replace('.', ' '),
    who: null,
    id: showId('evt', event_id),
  }))
}

/** Orders and customers of the connected shops, kept as they are told, so that people find them without asking the platform. */
export const Orders = solution({
  id: 'orders',
  title: 'Orders and customers',
  says: 'Keeps what the shops tell of orders and customers, to be found in one place.',
  schema: [new URL('./schema.sql', import.meta.url)],
  settings: z.object({}),
  hears: Object.fromEntries(orderFacts.map(name => [name, hear])),
  works: { fill, look },
  actions,
  holds,
  moments,
  recurring: () => [],
})
