import { z } from 'zod'
import type { Tx } from '../database/database.ts'
import { zoneFlaw } from '../jobs/cron.ts'

const Zone = z
  .string()
  .max(64)
  .refine(zone => zoneFlaw(zone) === undefined, 'a time zone by its name, such as Europe/Berlin or UTC')

/** How a member likes it; null is as their browser says. */
const choices = {
  language: z.enum(['en', 'de']).nullable(),
  zone: Zone.nullable(),
  hours: z.enum(['12', '24']).nullable(),
  scheme: z
    .enum(['auto', 'light', 'dark'])
    .nullable()
    .describe('auto: as the system has it, in every browser.'),
  single_keys: z.boolean().describe('Shortcuts of a single key.'),
  setup_dismissed: z.boolean().describe('The setup guide was put away.'),
}

const Preferences = z.object({
  language: choices.language.default(null),
  zone: choices.zone.default(null),
  hours: choices.hours.default(null),
  scheme: choices.scheme.default(null),
  single_keys: choices.single_keys.default(true),
  setup_dismissed: choices.setup_dismissed.default(false),
})
export type Preferences = z.output<typeof Preferences>

/** Some of them: what is not named stays. */
export const PreferencesChange = z.object(choices).partial()

/** A member's, by their uuid, with what they never chose as it is by itself. */
export async function readPreferences(tx: Tx, member: string): Promise<Preferences> {
  const [row] = await tx.query<{ preferences: unknown }>(
    'select preferences from preferences where member_id = $1',
    [member],
  )
  return Preferences.parse(row?.preferences ?? {})
}

/** Changes what is given; gives what stands now. */
export async function changePreferences(
  tx: Tx,
  member: string,
  change: z.output<typeof PreferencesChange>,
): Promise<Preferences> {
  await tx.query(
    `insert into preferences (tenant_id, member_id, preferences) values ($1, $2, $3)
     on conflict (tenant_id, member_id) do update set preferences = preferences.preferences || excluded.preferences`,
    [tx.tenantId, member, JSON.stringify(change)],
  )
  return readPreferences(tx, member)
}
