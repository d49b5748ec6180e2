import { z } from 'zod'
import { action } from '#spine/actions/action.ts'
import { own } from '#spine/actions/own.ts'
import { readId } from '#spine/ids.ts'
import type { Desk } from '#spine/solutions/desk.ts'
import { OfCase } from './of-case.ts'
import { readCase, verdictOf } from '../cases.ts'
import { labelOf } from '../rule/explanation.ts'
import type { LineVerdict } from '../rule/verdict.ts'

const units = z.int().min(0)

const Line = z.object({
  orderLine: z.string().describe('The order line by its platform id.'),
  fulfillmentOrder: z.string().describe('The fulfilment work it stands in, by its platform id.'),
  workLine: z.string().describe('Its line there, by its platform id.'),
  sku: z.string(),
  title: z.string(),
  label: z.string().describe('What people call it: the SKU, else the title.'),
  location: z.string(),
  wanted: units,
  short: units,
  here: z.int().nullable().describe('Units that can be handed out; null where stock was not read.'),
  committed: z.int().nullable().describe('Units that the platform has promised, this order’s included.'),
  ahead: z
    .array(z.object({ order: z.string(), units }))
    .describe('The first of the orders that are served before, first come first.'),
  aheadMore: z
    .object({ orders: units, units })
    .describe('How many more are served before than are named, and their units.'),
  elsewhere: z
    .object({ location: z.string(), locationId: z.string(), units })
    .nullable()
    .describe('What could ship from there instead.'),
  coming: z
    .object({ units, forThis: units, at: z.iso.datetime().nullable(), isLate: z.boolean() })
    .nullable()
    .describe('Units on the way, and how many of them are left for this line.'),
  notJudged: z.string().nullable().describe('Why this line was not judged.'),
})

const explainCase = action({
  name: 'explain_case',
  says: 'Show the sums behind a case: for each line the stock here, who is served before, and what is missing.',
  risk: 'personal',
  input: OfCase,
  output: z.object({ lines: z.array(Line) }),
})
/** Its type, for the pages. */
export type ExplainCase = typeof explainCase

const lineShown = (line: LineVerdict): z.output<typeof Line> => ({
  orderLine: line.orderLineId,
  fulfillmentOrder: line.fulfillmentOrderId,
  workLine: line.lineId,
  sku: line.sku,
  title: line.title,
  label: labelOf(line),
  location: line.locationName,
  wanted: line.wanted,
  short: line.short,
  here: line.pool?.here ?? null,
  committed: line.pool?.committed ?? null,
  ahead: line.ahead.map(({ orderName, quantity }) => ({ order: orderName, units: quantity })),
  aheadMore: line.aheadMore ?? { orders: 0, units: 0 },
  elsewhere: line.reroute && {
    location: line.reroute.locationName,
    locationId: line.reroute.locationId,
    units: line.reroute.units,
  },
  coming: line.eta && {
    units: line.eta.incoming,
    forThis: line.eta.units,
    at: line.eta.at === null ? null : new Date(line.eta.at).toISOString(),
    isLate: line.eta.isLate,
  },
  notJudged: line.reason?.words ?? null,
})

export const explains = own<typeof explainCase.input, typeof explainCase.output, Desk, undefined>(
  explainCase,
  {
    permission: 'cases:read',
    run: async (input, { tx }) => ({
      lines: (verdictOf(await readCase(tx, readId('case', input.case)))?.lines ?? []).map(lineShown),
    }),
  },
)
