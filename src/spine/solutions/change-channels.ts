import { appendAudit } from '../audit/append.ts'
import { changedChat, ChannelSettings } from '../channels/settings.ts'
import type { Tx } from '../database/database.ts'
import type { Actor } from '../tenancy/actor.ts'
import { changeSettings, readSettings } from './settings.ts'

/** Changes which kinds the team chat is told; audited. Gives what stands now. */
export async function changeChannels(
  tx: Tx,
  actor: Actor,
  change: Readonly<Record<string, boolean>>,
): Promise<ChannelSettings> {
  const before = await readSettings(tx, 'notifications', ChannelSettings)
  const chat = changedChat(before, change)
  const settings = await changeSettings(tx, 'notifications', ChannelSettings, { chat }, { by: actor })
  await appendAudit(tx, {
    actor: `${actor.kind} ${actor.id}`,
    via: actor.via,
    deed: 'notification_settings.changed',
    outcome: 'succeeded',
    details: change,
  })
  return settings
}
