import type { z } from 'zod'
import { AlertSettings } from '../alerts/settings.ts'
import { appendAudit } from '../audit/append.ts'
import { ChannelSettings } from '../channels/settings.ts'
import type { Tx } from '../database/database.ts'
import { Retention } from '../privacy/retention.ts'
import type { Actor } from '../tenancy/actor.ts'
import { changeSettings } from './settings.ts'

/** Settings that are the house's own and no solution's. */
export const houseSettings = {
  alerts: { name: 'alerts', schema: AlertSettings, deed: 'alert_settings.changed' },
  channels: { name: 'notifications', schema: ChannelSettings, deed: 'notification_settings.changed' },
  privacy: { name: 'privacy', schema: Retention, deed: 'privacy_settings.changed' },
}

/** Changes the given fields; audited, as it was `asked` where that is less than the fields. Gives what stands now. */
export async function changeHouseSettings<S extends z.ZodObject>(
  tx: Tx,
  actor: Actor,
  { name, schema, deed }: { readonly name: string; readonly schema: S; readonly deed: string },
  change: Readonly<Record<string, unknown>>,
  asked = change,
): Promise<z.output<S>> {
  const settings = await changeSettings(tx, name, schema, change, { by: actor })
  const by = { actor: `${actor.kind} ${actor.id}`, via: actor.via }
  await appendAudit(tx, { ...by, deed, outcome: 'succeeded', details: asked })
  return settings
}
