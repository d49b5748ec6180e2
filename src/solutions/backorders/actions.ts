import { z } from 'zod'
import { getOrder } from '#commerce/orders.ts'
import { action } from '#spine/actions/action.ts'
import { own } from '#spine/actions/own.ts'
import { readId, showId } from '#spine/ids.ts'
import { Refusal } from '#spine/refusal.ts'
import type { Desk } from '#spine/solutions/desk.ts'
import { changeSettings, readSettings } from '#spine/solutions/settings.ts'
import { listCases, readCase, type CaseRow } from './cases.ts'
import { judgeOrder } from './judge-order.ts'
import { scanAll, scanAnew } from './look-again.ts'
import { isJudgedOtherwise, Settings } from './settings.ts'
import { example, render } from './template.ts'

const Case = z.object({
  id: z.string(),
  order: z.string(),
  orderName: z.string(),
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
    order: row.order_id,
    orderName: row.order_name,
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
  says: 'List backorder cases, newest first.',
  risk: 'personal',
  input: z.object({
    status: Case.shape.status.optional(),
    limit: z.int().min(1).max(200).default(50),
    before: z.string().max(64).optional().describe('The id of the last case of the page before.'),
  }),
  output: z.object({ cases: z.array(Case), hasMore: z.boolean() }),
})

const getCase = action({
  name: 'get_case',
  says: 'Read one backorder case: what is short, why, which tickets stand, and what happened so far.',
  risk: 'personal',
  input: z.object({ case: z.string().max(64) }),
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

const getSettings = action({
  name: 'get_settings',
  says: 'Read the settings of Backorder watch.',
  risk: 'read',
  input: z.object({}),
  output: z.object({ settings: Settings }),
})

const changeSettingsAction = action({
  name: 'change_settings',
  says: 'Change settings of Backorder watch; fields left out stay as they are.',
  risk: 'internal',
  input: z.object({ change: z.record(z.string(), z.json()) }),
  output: z.object({ settings: Settings }),
})

const previewTicket = action({
  name: 'preview_ticket',
  says: 'Show what a template makes of an example order.',
  risk: 'read',
  input: z.object({ template: z.string().min(1).max(20_000) }),
  output: z.object({ text: z.string() }),
})

/** Their types, for the pages: what each takes and gives, as it is declared above. */
export type BackordersAction =
  | typeof listCasesAction
  | typeof getCase
  | typeof judgeOrderAction
  | typeof scanOrdersAction
  | typeof getSettings
  | typeof changeSettingsAction
  | typeof previewTicket

/** Backorder watch's own actions. */
export const actions = [
  own<typeof listCasesAction.input, typeof listCasesAction.output, Desk, undefined>(listCasesAction, {
    permission: 'cases:read',
    run: async ({ status, limit, before }, { tx }) => {
      const last = before === undefined ? undefined : await readCase(tx, readId('case', before))
      const rows = await listCases(tx, {
        limit: limit + 1,
        ...(last && { after: { at: last.at, id: last.id } }),
        ...(status && { status }),
      })
      return { cases: rows.slice(0, limit).map(shown), hasMore: rows.length > limit }
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
  own<typeof getSettings.input, typeof getSettings.output, Desk, undefined>(getSettings, {
    permission: 'settings:read',
    run: async (_input, { tx }) => ({ settings: await readSettings(tx, 'backorders', Settings) }),
  }),
  own<typeof changeSettingsAction.input, typeof changeSettingsAction.output, Desk, undefined>(
    changeSettingsAction,
    {
      permission: 'settings:write',
      run: async ({ change }, { tx, desk }) => {
        const before = await readSettings(tx, 'backorders', Settings)
        const settings = await changeSettings(tx, 'backorders', Settings, change)
        await desk.reschedule(tx)
        if (isJudgedOtherwise(before, settings)) await scanAnew(desk, tx)
        return { settings }
      },
    },
  ),
  own<typeof previewTicket.input, typeof previewTicket.output, Desk, undefined>(previewTicket, {
    run: ({ template }) => Promise.resolve({ text: render(template, example) }),
  }),
]
