import type { z } from 'zod'
import { AlertSettings, type AlertSettingsChange } from '../alerts/settings.ts'
import { appendAudit } from '../audit/append.ts'
import type { Tx } from '../database/database.ts'
import type { Actor } from '../tenancy/actor.ts'
import { changeSettings } from './settings.ts'

/** Changes whom the alerts are told, and from when on; audited. Gives what stands now. */
export async function changeAlerts(
  tx: Tx,
  actor: Actor,
  wanted: z.output<typeof AlertSettingsChange>,
): Promise<AlertSettings> {
  const change = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined))
  const settings = await changeSettings(tx, 'alerts', AlertSettings, change)
  await appendAudit(tx, {
    actor: `${actor.kind} ${actor.id}`,
    via: actor.via,
    deed: 'alert_settings.changed',
    outcome: 'succeeded',
    details: change,
  })
  return settings
}
