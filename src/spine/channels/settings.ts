import { z } from 'zod'
import { isNotificationKind, notificationKinds } from '../people/notification-kinds.ts'

const kinds = z
  .record(z.string().max(60), z.boolean())
  .describe('By kind: posted to the channel that the alerts are told in.')

/**
 * What the team chat is told, for all members together: a chat knows no member of ours. Nothing, where nobody chose: what is urgent is
 * told there already, approvals by their own message and writes that need a person by the alerts.
 */
export const ChannelSettings = z.object({ chat: kinds.default({}) })
export const ChannelSettingsChange = z.object({ chat: kinds })

export type ChannelSettings = z.output<typeof ChannelSettings>

/** Every kind, and whether the chat is told. */
export function chatKinds({ chat }: ChannelSettings): Record<string, boolean> {
  return Object.fromEntries(Object.keys(notificationKinds).map(kind => [kind, chat[kind] ?? false]))
}

/** Some kinds changed, the rest as it was; unknown ones are left out. */
export function changedChat(
  { chat }: ChannelSettings,
  change: Readonly<Record<string, boolean>>,
): Record<string, boolean> {
  const known = Object.entries(change).filter(([kind]) => isNotificationKind(kind))
  return { ...chat, ...Object.fromEntries(known) }
}
