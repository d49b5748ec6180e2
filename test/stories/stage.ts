import assert from 'node:assert/strict'
import { after } from 'node:test'
import { z } from 'zod'
import type { NewVariant } from '#sandbox/shopify/model/stock.ts'
import { ticketed } from '../faults/desk-ledger.ts'
import { world, type World, type WorldOptions } from '../world.ts'

type Order = ReturnType<World['shopify']['shop']['orders']['find']>

interface Case {
  readonly status: string
  readonly class: string
  readonly severity: string
  readonly explanation: string
}

const Entry = z.object({
  ticket: z.object({ subject: z.string() }),
  messages: z.array(z.object({ body_text: z.string().nullable() })).default([]),
  change: z.object({ status: z.string().optional() }).optional(),
})

/** One world for all stories of a file; each story has articles and orders of its own. */
export interface Stage {
  readonly shop: World
  readonly orders: World['shopify']['shop']['orders']
  /** Adds an article; `stock` by place. */
  article(variant: NewVariant): void
  /** Sets what is available of an article at a place. */
  put(sku: string, place: string, available: number): void
  /** What the helpdesk wrote down of an order, in turn: 'created', 'closed', 'open', or the words of a message. */
  told(order: Order): string[]
  /** Waits until the helpdesk wrote down so many entries of an order, and gives them. */
  hears(order: Order, count: number): Promise<string[]>
  /** Waits until nothing is left to do for the order, now or later. */
  rests(order: Order): Promise<void>
  /** How the order's case stands; undefined before it was looked at. */
  statusOf(order: Order): Promise<string | undefined>
  /** The order's case as the product shows it. */
  caseOf(order: Order): Promise<Case>
  /** When the order was judged last. */
  judgedAt(order: Order): Promise<Date | undefined>
  /** What happened to the order's case, as `kind: words`. */
  historyOf(order: Order): Promise<string[]>
  /** What the order's ticket is about. */
  subjectOf(order: Order): string
}

/** Opens the stage; when the file ends, the helpdesk's own ledger must hold one ticket an order at most, and no job has failed. */
export async function stage(options: WorldOptions = {}): Promise<Stage> {
  const shop = await world({ stock: {}, ...options })
  const { orders, stock } = shop.shopify.shop
  after(async () => {
    const names = ticketed(shop)
    await shop[Symbol.asyncDispose]()
    assert.deepEqual(names, [...new Set(names)], 'no order has two tickets')
    assert.deepEqual(shop.errors, [], 'no job failed')
  })
  const told = (order: Order): string[] =>
    shop.gorgias.ledger.entries().flatMap(({ kind, details }) => {
      const entry = Entry.safeParse(details).data
      if (!entry?.ticket.subject.startsWith(`${order.name}:`)) return []
      if (kind === 'ticket.created') return ['created']
      if (kind === 'ticket.updated') return [entry.change?.status ?? 'changed']
      return entry.messages.map(message => message.body_text ?? '')
    })
  return {
    shop,
    orders,
    article: variant => void shop.shopify.shop.addVariant(variant),
    put: (sku, place, available) => stock.set(stock.variant(sku).itemId, stock.place(place).id, available),
    told,
    hears: async (order, count) => {
      await shop.until(`${order.name} was told of ${count} times`, () => told(order).length >= count)
      return told(order)
    },
    rests: async order => {
      await shop.shopify.shop.webhooks.settled()
      await shop.until(
        `nothing is left to do for ${order.name}`,
        async () => (await jobsOf(shop, order)) === 0,
      )
    },
    statusOf: async order => (await casesOf(shop, order))[0]?.status,
    caseOf: async order => {
      const [found] = await casesOf(shop, order)
      assert.ok(found, `${order.name} was looked at`)
      return found
    },
    judgedAt: async order => {
      const [one] = await shop.db.tenant(shop.owner.tenantId, tx =>
        tx.query<{ judged_at: Date }>('select judged_at from backorder_cases where order_id = $1', [
          order.id,
        ]),
      )
      return one?.judged_at
    },
    historyOf: async order => {
      const rows = await shop.db.tenant(shop.owner.tenantId, tx =>
        tx.query<{ line: string }>(
          `select t.kind || ': ' || t.says as line from backorder_timeline t join backorder_cases c on c.id = t.case_id
            where c.order_id = $1 order by t.seq`,
          [order.id],
        ),
      )
      return rows.map(row => row.line)
    },
    subjectOf: order => ticketOf(shop, order)?.subject ?? '',
  }
}

function ticketOf(shop: World, order: Order) {
  return shop.gorgias.tickets.find(one => one.subject?.startsWith(`${order.name}:`))
}

function casesOf(shop: World, order: Order): Promise<Case[]> {
  return shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query<Case>('select status, class, severity, explanation from backorder_cases where order_id = $1', [
      order.id,
    ]),
  )
}

// Jobs that name the order, its work or its articles, and scans, which name none; events and writes are soon done and may be anybody's;
// what is far off only looks whether a write that was made at once came to its end.
async function jobsOf(shop: World, order: Order): Promise<number> {
  const ids = [
    order.id,
    ...order.work.map(work => work.id),
    ...order.lines.flatMap(line => line.variant?.itemId ?? []),
  ]
  const [row] = await shop.db.across(tx =>
    tx.query<{ n: number }>(
      `select (select count(*) from events where state = 'new')::int + count(*)::int as n
         from pgboss.job where state in ('created', 'retry', 'active')
          and (name = 'actions' and start_after < now() + interval '10 s' or data->'data'->>'work' = 'scan' or data->'data'->>'order' = any($1) or data->'data'->>'item' = any($1))`,
      [ids],
    ),
  )
  return row?.n ?? 0
}

/** The first message of the order's ticket. */
export function opening({ shop }: Stage, order: Order): string {
  return ticketOf(shop, order)?.messages[0]?.body_text ?? ''
}
