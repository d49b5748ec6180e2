import type { HookType } from '../hooks/types.ts'
import type { Permission } from '../tenancy/permissions.ts'

/** Who may hear of each kind, and whether they do where they chose nothing. */
export const notificationKinds: Readonly<Record<HookType, { permission: Permission; isUsual: boolean }>> = {
  'approval.requested': { permission: 'approvals:read', isUsual: true },
  'approval.decided': { permission: 'approvals:read', isUsual: false },
  'write.needs_person': { permission: 'intents:read', isUsual: true },
  'event.parked': { permission: 'events:read', isUsual: true },
  'connection.stale': { permission: 'connections:read', isUsual: true },
  'case.opened': { permission: 'cases:read', isUsual: true },
  'case.closed': { permission: 'cases:read', isUsual: false },
  'ticket.opened': { permission: 'cases:read', isUsual: false },
  'hook.disabled': { permission: 'hooks:read', isUsual: true },
}

/** True for a kind of the list. */
export function isNotificationKind(word: string): word is HookType {
  return Object.hasOwn(notificationKinds, word)
}
