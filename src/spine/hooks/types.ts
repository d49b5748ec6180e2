/** Everything that can be told to a hook, in words, and whose ids its message carries. */
export const hookTypes = {
  'case.opened': 'A case was opened, or opened again: `case`, `connection`.',
  'case.closed': 'A case came to its end: `case`, `connection`.',
  'ticket.opened': 'A case has its ticket: `case`, `connection` of the helpdesk or chat, `intent`.',
  'approval.requested': 'A write waits for people: `approval`, `intent`.',
  'approval.decided':
    'It waits no longer: `approval`, `intent`, `outcome` (approved, denied, expired, withdrawn).',
  'write.needs_person': 'Only a person can tell what became of a write: `intent`, `connection`.',
  'event.parked': 'What a platform told could not be worked and was laid aside: `event`, `connection`.',
  'connection.stale': 'A connection is well no more: `connection`.',
  'hook.disabled': 'Another hook was turned off because it failed: `hook`.',
} as const

/** One thing that a hook can ask to be told. */
export type HookType = keyof typeof hookTypes

/** What a test sends, whatever the hook asked for. */
export const testType = 'hook.test'
