import type { HookType } from '../hooks/types.ts'
import { type Permission, type Role, rolePermissions } from '../tenancy/permissions.ts'

interface Kind {
  readonly permission: Permission
  /** Told in the app where a member chose nothing. */
  readonly isUsual: boolean
  /** Mailed where a member chose nothing: work stands still until a person acts, and nobody need be looking at the console then. */
  readonly isUrgent?: true
}

/** Who may hear of each kind, and whether they do where they chose nothing. */
export const notificationKinds: Readonly<Record<HookType, Kind>> = {
  // It expires unless somebody decides.
  'approval.requested': { permission: 'approvals:read', isUsual: true, isUrgent: true },
  'approval.decided': { permission: 'approvals:read', isUsual: false },
  // The refund may have been paid or not, and nothing but a person's word moves it on.
  'write.needs_person': { permission: 'intents:read', isUsual: true, isUrgent: true },
  'event.parked': { permission: 'events:read', isUsual: true },
  'connection.stale': { permission: 'connections:read', isUsual: true },
  'case.opened': { permission: 'cases:read', isUsual: true },
  'case.closed': { permission: 'cases:read', isUsual: false },
  'ticket.opened': { permission: 'cases:read', isUsual: false },
  'hook.disabled': { permission: 'hooks:read', isUsual: true },
}

/** Where a member can be told for themselves. */
export type OwnChannel = 'app' | 'mail'

/** True for a kind of the list. */
export function isNotificationKind(word: string): word is HookType {
  return Object.hasOwn(notificationKinds, word)
}

/** Whether somebody is told there who chose nothing. */
export function isTold(kind: HookType, channel: OwnChannel): boolean {
  const { isUsual, isUrgent = false } = notificationKinds[kind]
  return channel === 'app' ? isUsual : isUrgent
}

/** Whether a member of this role may hear of it at all. */
export function mayHear(kind: HookType, role: Role): boolean {
  return rolePermissions[role].includes(notificationKinds[kind].permission)
}
