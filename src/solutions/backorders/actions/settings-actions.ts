import { z } from 'zod'
import { getOrder } from '#commerce/orders.ts'
import { action } from '#spine/actions/action.ts'
import { own } from '#spine/actions/own.ts'
import { parseInput } from '#spine/actions/tool.ts'
import { readId } from '#spine/ids.ts'
import { Refusal } from '#spine/refusal.ts'
import type { Desk } from '#spine/solutions/desk.ts'
import { changeSettings, readSettings, settingsVersion } from '#spine/solutions/settings.ts'
import { readCase, verdictOf } from '../cases.ts'
import { scanAnew } from '../look-again.ts'
import { previewImpact, type Impact } from './preview-impact.ts'
import { readOrder } from '../reading.ts'
import { isJudgedOtherwise, Settings } from '../settings.ts'
import { templateFacts } from '../template-facts.ts'
import { example, render, type TemplateFacts } from '../template.ts'

const Standing = z.object({
  settings: Settings,
  version: z.int(),
  changedBy: z.string().nullable().describe('Who made them so, where somebody did.'),
})

const getSettings = action({
  name: 'get_settings',
  says: 'Read the settings of Backorder watch.',
  risk: 'read',
  input: z.object({}),
  output: Standing,
})

const changeSettingsAction = action({
  name: 'change_settings',
  says: 'Change settings of Backorder watch; fields left out stay as they are.',
  risk: 'internal',
  input: z.object({
    change: z.record(z.string(), z.json()),
    version: z
      .int()
      .optional()
      .describe('The one that get_settings gave: refused with the difference where another stands.'),
  }),
  output: Standing,
})

const previewTicket = action({
  name: 'preview_ticket',
  says: 'Show what a template makes of the order of a case, or of an example.',
  risk: 'read',
  input: z.object({
    template: z.string().min(1).max(20_000),
    of: z
      .string()
      .max(64)
      .optional()
      .describe('A case: its order is read anew. An example where it is left out.'),
  }),
  output: z.object({ text: z.string() }),
})

const previewImpactAction = action({
  name: 'preview_impact',
  says: 'Show which tickets would be opened if Backorder watch judged all open orders at this moment, under the settings or a change of them. Writes nothing.',
  risk: 'personal',
  input: z.object({
    tried: z
      .record(z.string(), z.json())
      .default({})
      .describe('Settings to try; those left out are as they stand.'),
    days: z.int().min(1).max(365).default(30).describe('Of orders placed within so many days.'),
  }),
  output: z.object({
    orders: z.int().describe('Open orders that were looked at.'),
    isWhole: z.boolean().describe('False where a shop has more than were looked at.'),
    count: z.int().describe('How many tickets.'),
    tickets: z
      .array(z.object({ orderName: z.string(), subject: z.string(), placedAt: z.iso.datetime() }))
      .max(50),
  }),
})

/** Their types, for the pages. */
export type SettingsAction =
  | typeof getSettings
  | typeof changeSettingsAction
  | typeof previewTicket
  | typeof previewImpactAction

/** What is asked of the settings, and what they would bring. */
export const settingsActions = [
  own<typeof getSettings.input, typeof getSettings.output, Desk, undefined>(getSettings, {
    permission: 'settings:read',
    run: async (_input, { tx }) => ({
      settings: await readSettings(tx, 'backorders', Settings),
      ...(await settingsVersion(tx, 'backorders')),
    }),
  }),
  own<typeof changeSettingsAction.input, typeof changeSettingsAction.output, Desk, undefined>(
    changeSettingsAction,
    {
      permission: 'settings:write',
      run: async ({ change, version }, { tx, desk, actor }) => {
        const before = await readSettings(tx, 'backorders', Settings)
        const settings = await changeSettings(tx, 'backorders', Settings, change, { by: actor, version })
        await desk.reschedule(tx)
        if (isJudgedOtherwise(before, settings)) await scanAnew(desk, tx)
        return { settings, ...(await settingsVersion(tx, 'backorders')) }
      },
    },
  ),
  own<typeof previewImpactAction.input, typeof previewImpactAction.output, Desk, Impact>(
    previewImpactAction,
    {
      permission: 'settings:read',
      gather: async ({ tried }, { actor, desk }) => {
        const standing = await desk.db.tenant(actor.tenantId, tx => readSettings(tx, 'backorders', Settings))
        const settings = Settings.parse(parseInput(Settings, { ...standing, ...tried }))
        return previewImpact(desk, actor.tenantId, settings)
      },
      run: ({ days }, _context, { orders, isWhole, tickets }) => {
        const since = new Date(Date.now() - days * 86_400_000).toISOString()
        const recent = tickets.filter(({ placedAt }) => placedAt >= since)
        return Promise.resolve({ orders, isWhole, count: recent.length, tickets: recent.slice(0, 50) })
      },
    },
  ),
  own<typeof previewTicket.input, typeof previewTicket.output, Desk, TemplateFacts>(previewTicket, {
    gather: ({ of }, { actor, desk }) => {
      if (of === undefined) return Promise.resolve(example)
      // A template can name the customer: a real order is shown to those alone who may see whose it is.
      for (const needed of ['cases:read', 'act:personal'] as const)
        if (!actor.permissions.has(needed))
          throw new Refusal('forbidden', `A preview with a real order needs the permission ${needed}.`)
      return factsOf(desk, actor.tenantId, of)
    },
    run: ({ template }, _context, facts) => Promise.resolve({ text: render(template, facts) }),
  }),
]

// As the case's last judgement saw it, and the order as it is now.
async function factsOf(desk: Desk, tenantId: string, shownCase: string): Promise<TemplateFacts> {
  const [one, places] = await desk.db.tenant(tenantId, async tx => {
    const row = await readCase(tx, readId('case', shownCase))
    return [row, await desk.providers(tx, getOrder.name)] as const
  })
  const place = places.find(({ id }) => id === one.connection_id)
  const verdict = verdictOf(one)
  if (!place || !verdict) throw new Refusal('not_found', 'This order cannot be read now.')
  const { id: connection, connector } = place
  const reading = await readOrder(desk, { tenantId, connection, connector, order: one.order_id })
  if (!reading) throw new Refusal('not_found', 'The shop knows this order no more.')
  return templateFacts(reading.order, verdict)
}
