import { z } from 'zod'
import { getOrder } from '#commerce/orders.ts'
import { action } from '#spine/actions/action.ts'
import { own } from '#spine/actions/own.ts'
import { readId, showId } from '#spine/ids.ts'
import { Refusal } from '#spine/refusal.ts'
import type { Desk } from '#spine/solutions/desk.ts'
import { OfCase } from './of-case.ts'
import { caseOrders, listCases } from '../listing/case-list.ts'
import { readCase, type CaseRow } from '../cases.ts'
import { judgeOrder } from '../judge-order.ts'
import { scanAll } from '../look-again.ts'

const Case = z.object({
  id: z.string(),
  connection: z.string(),
  order: z.string(),
  orderName: z.string(),
  orderUrl: z.string().nullable(),
  customerName: z.string().nullable(),
  customerEmail: z.string().nullable(),
  status: z.enum(['quiet', 'suspected', 'open', 'clearing', 'closed']),
  class: z.string(),
  severity: z.string(),
  shortUnits: z.int(),
  wantedUnits: z.int(),
  subject: z.string(),
  explanation: z.string(),
  judgedAt: z.iso.datetime(),
  openedAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
})
const Ticket = z.object({
  connector: z.string(),
  ticket: z.string().nullable(),
  url: z.string().nullable(),
  says: z.string().nullable(),
})
const Moment = z.object({ at: z.iso.datetime(), kind: z.string(), says: z.string() })

function shown(row: CaseRow): z.output<typeof Case> {
  return {
    id: showId('case', row.id),
    connection: showId('conn', row.connection_id),
    order: row.order_id,
    orderName: row.order_name,
    orderUrl: row.order_url,
    customerName: row.customer_name,
    customerEmail: row.customer_email,
    status: row.status,
    class: row.class,
    severity: row.severity,
    shortUnits: row.short_units,
    wantedUnits: row.wanted_units,
    subject: row.subject,
    explanation: row.explanation,
    judgedAt: row.judged_at.toISOString(),
    openedAt: row.opened_at?.toISOString() ?? null,
    closedAt: row.closed_at?.toISOString() ?? null,
  }
}

const listCasesAction = action({
  name: 'list_cases',
  says: 'List backorder cases, newest first or by another order, and how many there are.',
  risk: 'personal',
  input: z.object({
    status: Case.shape.status.optional(),
    search: z
      .string()
      .max(200)
      .optional()
      .describe('Order number, customer mail or article, each as a whole or by its beginning.'),
    since: z.iso.datetime({ offset: true }).optional().describe('Made then or later.'),
    minimumShort: z.int().min(1).optional().describe('At least so many units short.'),
    order: z
      .enum(caseOrders)
      .default('newest')
      .describe('newest; opened: those that were told, last first; short: most units first.'),
    limit: z.int().min(1).max(200).default(50),
    cursor: z.string().max(500).optional().describe('nextCursor of the page before.'),
  }),
  output: z.object({
    cases: z.array(Case),
    total: z.int().describe('How many there are; 10,000 means as many or more.'),
    nextCursor: z.string().nullable(),
  }),
})

const getCase = action({
  name: 'get_case',
  says: 'Read one backorder case: what is short, why, which tickets stand, and what happened so far.',
  risk: 'personal',
  input: OfCase,
  output: z.object({ case: Case, tickets: z.array(Ticket), timeline: z.array(Moment) }),
})

const judgeOrderAction = action({
  name: 'judge_order',
  says: 'Look at one order now and say whether stock covers it; opens or updates its case like any other reading.',
  risk: 'internal',
  input: getOrder.input.extend({ connection: z.string().max(64).optional() }),
  output: z.object({ case: Case }),
})

const scanOrdersAction = action({
  name: 'scan_orders',
  says: 'Look at all open orders again, in the background.',
  risk: 'internal',
  input: z.object({}),
  output: z.object({ connections: z.int() }),
})

/** Their types, for the pages: what each takes and gives, as it is declared above. */
export type CaseAction =
  | typeof listCasesAction
  | typeof getCase
  | typeof judgeOrderAction
  | typeof scanOrdersAction

/** What is asked of cases and orders. */
export const caseActions = [
  own<typeof listCasesAction.input, typeof listCasesAction.output, Desk, undefined>(listCasesAction, {
    permission: 'cases:read',
    run: async ({ limit, order, cursor, ...filter }, { tx, desk }) => {
      const cursors = desk.cursors(tx, `cases ${order}`)
      const after = cursor === undefined ? undefined : cursors.read(cursor)
      const { rows, total } = await listCases(tx, filter, { order, limit: limit + 1, after })
      const last = rows.length > limit ? rows[limit - 1] : undefined
      return {
        cases: rows.slice(0, limit).map(shown),
        total,
        nextCursor: last ? cursors.write({ at: last.place, id: last.id }) : null,
      }
    },
  }),
  own<typeof getCase.input, typeof getCase.output, Desk, undefined>(getCase, {
    permission: 'cases:read',
    run: async (input, { tx }) => {
      const row = await readCase(tx, readId('case', input.case))
      const tickets = await tx.query<z.output<typeof Ticket>>(
        'select connector, ticket, url, says from backorder_tickets where case_id = $1 order by connector',
        [row.id],
      )
      const moments = await tx.query<{ at: Date; kind: string; says: string }>(
        'select at, kind, says from backorder_timeline where case_id = $1 order by seq limit 500',
        [row.id],
      )
      return {
        case: shown(row),
        tickets,
        timeline: moments.map(({ at, kind, says }) => ({ at: at.toISOString(), kind, says })),
      }
    },
  }),
  own<typeof judgeOrderAction.input, typeof judgeOrderAction.output, Desk, string>(judgeOrderAction, {
    permission: 'cases:work',
    gather: async ({ order, connection }, { actor, desk }) => {
      const places = await desk.db.tenant(actor.tenantId, tx => desk.providers(tx, getOrder.name))
      const wanted = connection === undefined ? undefined : readId('conn', connection)
      for (const { id, connector } of places.filter(place => wanted === undefined || place.id === wanted)) {
        const judged = await judgeOrder(desk, { tenantId: actor.tenantId, connection: id, connector, order })
        if (judged) return judged.caseId
      }
      throw new Refusal('not_found', 'No connected shop knows such an order.')
    },
    run: async (_input, { tx }, caseId) => ({ case: shown(await readCase(tx, caseId)) }),
  }),
  own<typeof scanOrdersAction.input, typeof scanOrdersAction.output, Desk, undefined>(scanOrdersAction, {
    permission: 'cases:work',
    run: async (_input, { tx, desk }) => ({ connections: await scanAll(desk, tx) }),
  }),
]
