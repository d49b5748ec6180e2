import type { Permission } from '../tenancy/permissions.ts'

interface Kind {
  /** Of the ids; '' for ids that are told as they are, none where only the kind is. */
  readonly prefix?: string
  readonly permission: Permission
}

/** Everything whose change is told to the pages that are open, and who may hear of it. The triggers of the schema write these words. */
export const changeKinds = {
  approval: { prefix: 'apr', permission: 'approvals:read' },
  connection: { prefix: 'conn', permission: 'connections:read' },
  hook: { prefix: 'hook', permission: 'hooks:read' },
  export: { prefix: 'exp', permission: 'privacy:read' },
  privacy_request: { prefix: 'prq', permission: 'privacy:read' },
  job: { prefix: 'job', permission: 'events:read' },
  member: { prefix: 'mem', permission: 'members:read' },
  key: { prefix: 'key', permission: 'keys:read' },
  write: { prefix: 'int', permission: 'intents:read' },
  event: { prefix: 'evt', permission: 'events:read' },
  case: { prefix: 'case', permission: 'cases:read' },
  order: { prefix: 'ord', permission: 'act:personal' },
  customer: { prefix: 'cus', permission: 'act:personal' },
  view: { prefix: 'view', permission: 'account:read' },
  notification: { prefix: 'ntf', permission: 'account:read' },
  bulk: { prefix: 'bulk', permission: 'account:read' },
  presence: { prefix: '', permission: 'account:read' },
  alert: { permission: 'events:read' },
  stop: { permission: 'policies:read' },
  policy: { permission: 'policies:read' },
  settings: { permission: 'settings:read' },
} as const satisfies Readonly<Record<string, Kind>>

export type ChangeKind = keyof typeof changeKinds

/** True for a word of the list. */
export function isChangeKind(word: string): word is ChangeKind {
  return Object.hasOwn(changeKinds, word)
}
