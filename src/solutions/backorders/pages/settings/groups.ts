import type { z } from 'zod'
import type { Settings } from '../../settings.ts'

/** What the page of settings holds while somebody changes them. */
export type Held = z.output<typeof Settings>
type Name = keyof Held

/** The settings as people think of them; whether orders are watched at all stands alone above, and the texts below. */
export const groups = [
  {
    id: 'short',
    fields: [
      'minimumShortUnits',
      'ignoredTags',
      'ignoredSkus',
      'ignoreTestOrders',
      'includeNonShipping',
      'priorityTags',
    ],
  },
  { id: 'told', fields: ['channels', 'chatChannel', 'holdsShort'] },
  { id: 'patience', fields: ['confirmSeconds', 'closeHoldSeconds', 'gateRetrySeconds'] },
  { id: 'scan', fields: ['scanCron', 'scanZone'] },
] as const satisfies readonly { id: string; fields: readonly Name[] }[]

const alone = ['isOn', 'subjectTemplate', 'bodyTemplate'] as const satisfies readonly Name[]

type Shown = (typeof groups)[number]['fields'][number] | (typeof alone)[number]

type Unasked = Exclude<Name, Shown>

const names: readonly Name[] = [...groups.flatMap(({ fields }) => [...fields]), ...alone]

/** Whether a setting is called so. */
export function isName(text: string): text is Name {
  return names.some(name => name === text)
}

/** The names of what differs. Does not compile once a setting stands nowhere on the page. */
export function changedIn(kept: Held, draft: [Unasked] extends [never] ? Held : never): Name[] {
  return names.filter(name => JSON.stringify(kept[name]) !== JSON.stringify(draft[name]))
}
