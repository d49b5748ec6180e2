/**
 * Every permission there is, on one page. `act:…` opens the actions of one risk class; the rest opens rooms of the house.
 * A route names exactly one of them (api/routes.ts); an action needs the one of its risk.
 */
export const permissions = {
  'act:read': 'Use actions that read without personal data.',
  'act:personal': 'Use actions that read personal data: orders, customers.',
  'act:internal': 'Use actions that only the own team sees: tickets, notes, chat.',
  'act:customer': 'Use actions that a customer notices.',
  'act:money': 'Use actions that move money.',
  'act:irreversible': 'Use actions that cannot be undone, or act on many things at once.',
  'cases:read': 'See the cases of the solutions.',
  'cases:work': 'Judge again, preview templates, trigger scans.',
  'settings:read': 'See the settings of the solutions.',
  'settings:write': 'Change the settings of the solutions.',
  'events:read': 'See what the platforms told, with payloads.',
  'events:replay': 'Replay events and release parked ones.',
  'connections:read': 'See connections, their health and history.',
  'connections:write': 'Connect, re-authorise, pause and remove platforms.',
  'intents:read': 'See performed, waiting and unclear actions.',
  'intents:settle': 'Say what became of an action that nobody but a person can tell.',
  'approvals:read': 'See what waits for approval.',
  'approvals:decide': 'Approve or deny.',
  'policies:read': 'See the policy, its caps, and what is stopped.',
  'policies:write': 'Change the policy. A person does, who signed in a moment ago.',
  'stops:write': 'Stop actions, and let them go on.',
  'hooks:read': 'See outgoing webhooks, and what became of each message.',
  'hooks:write': 'Make, change and remove outgoing webhooks and their secrets, test and replay.',
  'audit:read': 'Read and verify the audit.',
  'privacy:read': 'See what is held of people, and what they asked.',
  'members:read': 'See members.',
  'members:write': 'Invite, change and remove members.',
  'keys:read': 'See API keys, never their secrets.',
  'keys:write': 'Make and revoke API keys.',
  'system:read': 'See how this install fares: versions, checks, queues.',
  'account:read': 'See the account itself.',
} as const

/** One word of the page above. */
export type Permission = keyof typeof permissions

/** What a member is in the account. */
export type Role = 'owner' | 'admin' | 'agent' | 'viewer'

const every = Object.keys(permissions).filter(isPermission)
const looking: Permission[] = [
  'act:read',
  'act:personal',
  'cases:read',
  'settings:read',
  'events:read',
  'connections:read',
  'intents:read',
  'approvals:read',
  'policies:read',
  'account:read',
  'members:read',
]
const working: Permission[] = [...looking, 'act:internal', 'act:customer', 'cases:work', 'events:replay']

/** What each role may do. The owner alone makes owners, which members.ts checks. */
export const rolePermissions: Readonly<Record<Role, readonly Permission[]>> = {
  owner: every,
  admin: every,
  agent: working,
  viewer: looking,
}

/** True for a word of the page. */
export function isPermission(word: string): word is Permission {
  return Object.hasOwn(permissions, word)
}
