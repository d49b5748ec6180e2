import { z } from 'zod'
import { cronFlaw, zoneFlaw } from '#spine/jobs/cron.ts'
import { defaultSettings as rule } from './rule/settings.ts'
import { templateFlaw } from './template.ts'

const words = z.array(z.string().min(1).max(255)).max(500)
const seconds = (most: number) => z.int().min(0).max(most)

const checked = (most: number, flawOf: (text: string) => string | undefined) =>
  z
    .string()
    .min(1)
    .max(most)
    .superRefine((text, context) => {
      const flaw = flawOf(text)
      if (flaw) context.addIssue({ code: 'custom', message: flaw })
    })

const template = (fallback: string) => checked(20_000, templateFlaw).default(fallback)

/** What a merchant may decide about Backorder watch. Each field has a default that suits most shops. */
export const Settings = z.object({
  isOn: z.boolean().default(true).describe('Watch new orders.'),
  minimumShortUnits: z
    .int()
    .min(1)
    .max(100_000)
    .default(rule.minimumShortUnits)
    .describe('Open a case from this many missing units on.'),
  ignoredTags: words.default([]).describe('Leave orders with one of these tags alone.'),
  ignoredSkus: words.default([]).describe('Never judge these articles.'),
  ignoreTestOrders: z.boolean().default(rule.ignoreTestOrders),
  includeNonShipping: z
    .boolean()
    .default(rule.includeNonShipping)
    .describe('Judge articles that are never shipped, too.'),
  priorityTags: words
    .default([])
    .describe('Orders with these tags are served first, the first tag before the second.'),
  confirmSeconds: seconds(86_400)
    .default(rule.confirmSeconds)
    .describe('How far apart the two short readings must be.'),
  closeHoldSeconds: seconds(86_400)
    .default(rule.closeHoldSeconds)
    .describe('How long a covered reading must hold before the case closes.'),
  gateRetrySeconds: z
    .array(z.int().min(1).max(86_400))
    .max(10)
    .default([...rule.gateRetrySeconds]),
  channels: z
    .array(z.enum(['helpdesk', 'chat', 'mail']))
    .min(1)
    .max(3)
    .default(['helpdesk'])
    .describe('Who is told: helpdesk ticket, team chat, mail to the team.'),
  chatChannel: z
    .string()
    .max(80)
    .default('default')
    .describe('Where the team chat is told: a channel id, or default for the one of the connection.'),
  subjectTemplate: template('{{ order.name }}: {{ subject }}').describe('Liquid; the subject of the ticket.'),
  bodyTemplate: template(
    'Order {{ order.name }}{% if order.url %} ({{ order.url }}){% endif %}\n{{ explanation }}\n{% if readyAgainAt %}Expected again: {{ readyAgainAt }}\n{% endif %}',
  ).describe('Liquid; the first message of the ticket.'),
  holdsShort: z
    .boolean()
    .default(false)
    .describe(
      'Hold short fulfilment work when its ticket opens; when the case ends, releasing it waits for approval.',
    ),
  scanCron: checked(200, cronFlaw)
    .default('30 * * * *')
    .describe('When all open orders are looked at again: minute, hour, day, month, weekday.'),
  scanZone: checked(64, zoneFlaw).default('UTC').describe('The time zone of the schedule.'),
})
export type Settings = z.output<typeof Settings>

const judging = [
  'isOn',
  'minimumShortUnits',
  'ignoredTags',
  'ignoredSkus',
  'ignoreTestOrders',
  'includeNonShipping',
  'priorityTags',
] as const satisfies readonly (keyof Settings)[]

/** Whether an order that was judged by the one may be judged differently by the other. */
export function isJudgedOtherwise(before: Settings, after: Settings): boolean {
  return judging.some(name => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
}
