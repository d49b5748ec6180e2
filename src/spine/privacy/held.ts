/**
 * What one table holds of people, and how it is forgotten. SQL is given the subject's traces as $1 (a pattern for `~*`) where it is
 * about a customer, and the connection's id as $1 where it is about a whole shop.
 */
export interface Held {
  readonly table: string
  /** In words, for the merchant's register. */
  readonly holds: string
  /** How long, in words. */
  readonly kept: string
  /** Which rows are a customer's; `busy` are those that must end first. */
  readonly customer?: { readonly where: string; readonly busy?: string }
  /** Which rows are a shop's that are not gone with its connection. */
  readonly shop?: { readonly where: string; readonly busy?: string }
  /** It holds copies of everything, of which nobody can be taken out: all of it goes with anybody, and nobody is shown it. */
  readonly isCopy?: true
  /** The assignments that forget a row but keep it; without them it is deleted. */
  readonly erase?: string
  /** Asks where else copies lie that only people can erase: `place`, `name`, `url`. */
  readonly elsewhere?: string
}

const ids = 'ids only'
const withAccount = 'as long as the account'
const team = { kept: 'until the account is closed' }
const openWrite = `state not in ('succeeded', 'refused')`
const written = `concat_ws(' ', input, output, preview, refusal, evidence) ~* $1`
const ofIntent = (where: string): string =>
  `exists (select 1 from intents i where i.id = intent_id and ${where})`

/** The spine's own tables. A test holds this list against the database. */
export const spineHolds: readonly Held[] = [
  {
    table: 'events',
    holds: 'What the shop told of orders: names, addresses, mail, telephone, what was bought.',
    kept: 'the payload for the days of the settings (30), then its hash and id for 90 days',
    customer: { where: 'body ~* $1', busy: `state = 'new'` },
    erase: `body = '{}', state = 'done', reason = 'Its payload was erased.'`,
  },
  {
    table: 'approvals',
    holds: 'What a write would do and whom it would reach, as shown to the one who decides.',
    kept: 'for the days of the settings after its write ended (365)',
    customer: {
      where: ofIntent(`concat_ws(' ', i.input, i.output, i.preview, i.refusal, i.evidence) ~* $1`),
    },
    shop: { where: ofIntent('i.connection_id = $1::uuid') },
    erase: `preview = '{}', says = null`,
  },
  {
    table: 'intents',
    holds: 'Writes to platforms: the words of tickets, mails and refunds, and the platform’s answer.',
    kept: 'for the days of the settings after its end (365), then without words',
    customer: { where: written, busy: openWrite },
    shop: { where: 'connection_id = $1::uuid', busy: openWrite },
    erase: `input = '{}', output = null, preview = null, evidence = null, refusal = null`,
  },
  {
    table: 'audit_personal',
    holds: 'What a deed was told, beside the audit’s chain, which holds only its salted hash.',
    kept: 'until it is erased; the chain verifies without it',
    customer: { where: 'personal::text ~* $1' },
    shop: {
      where: `exists (select 1 from audit a where a.seq = audit_personal.seq and a.details->>'connection' = $1)`,
    },
  },
  {
    table: 'idempotency_keys',
    holds: 'The answers of this API to its callers.',
    kept: '24 hours',
    customer: { where: 'answer ~* $1' },
  },
  {
    table: 'steps',
    holds: 'What steps of a job came to.',
    kept: '30 days',
    customer: { where: 'result::text ~* $1' },
  },
  {
    table: 'privacy_requests',
    holds: 'Who asked to be told or forgotten, and what they were told.',
    kept: 'what was told for 30 days; that it was done, with the account',
    customer: { where: `state = 'done' and concat_ws(' ', subject, report) ~* $1` },
    erase: 'subject = null, report = null',
  },
  {
    table: 'hook_attempts',
    holds:
      'What receivers of outgoing webhooks answered, up to 2,000 characters; what they are told is ids only.',
    kept: 'for the days of the settings (30)',
    customer: { where: `concat_ws(' ', response_body, response_head) ~* $1` },
    erase: 'response_body = null, response_head = null',
  },
  { table: 'changes', holds: ids, kept: '6 hours' },
  { table: 'hook_messages', holds: ids, kept: 'for the days of the settings (30)' },
  { table: 'hook_deliveries', holds: ids, kept: 'with its message' },
  { table: 'hooks', holds: 'Where outgoing webhooks go.', ...team },
  { table: 'hook_secrets', holds: 'Sealed secrets.', kept: 'until they end' },
  { table: 'dead_jobs', holds: ids, kept: 'until replayed or the account is closed' },
  { table: 'audit', holds: 'Who did what, with hashes of what they were told.', kept: withAccount },
  { table: 'members', holds: 'Mail and names of the own team.', ...team },
  { table: 'sessions', holds: 'Hashes of sign-ins of the own team.', ...team },
  { table: 'sign_in_links', holds: 'Hashes of links of the own team.', ...team },
  { table: 'passwords', holds: 'Salted hashes of passwords of the own team.', ...team },
  { table: 'second_factors', holds: 'Sealed secrets and hashed codes of the own team.', ...team },
  { table: 'passkeys', holds: 'Public keys of the own team, and names of their devices.', ...team },
  { table: 'spent_challenges', holds: 'Hashes of random numbers.', kept: '10 minutes' },
  { table: 'api_keys', holds: 'Hashes and names of keys.', ...team },
  { table: 'data_keys', holds: 'Sealed keys.', kept: withAccount },
  { table: 'connections', holds: 'Sealed credentials, and the shop’s name.', kept: 'until removed' },
  { table: 'connection_history', holds: 'What became of a connection.', kept: 'until it is removed' },
  { table: 'grants_begun', holds: 'Authorisations under way, sealed.', kept: '10 minutes' },
  { table: 'approval_decisions', holds: 'Who of the own team decided, and why.', ...team },
  { table: 'approval_settings', holds: 'A channel’s name.', kept: withAccount },
  { table: 'policies', holds: 'Rules, and who of the own team made them.', ...team },
  {
    table: 'cap_usage',
    holds: 'Counts of deeds, by ids; of caps for each customer, by their mail.',
    kept: '90 days',
    customer: { where: 'subject ~* $1' },
    shop: { where: 'starts_with(subject, $1)' },
    // The count stays under a name that is nobody's.
    erase: `subject = 'erased ' || gen_random_uuid()`,
  },
  { table: 'cap_reservations', holds: 'The same of writes under way.', kept: 'until its write ends' },
  { table: 'stops', holds: 'Who of the own team stopped what, and why.', ...team },
  { table: 'paces', holds: 'How fast a platform may be asked.', kept: 'until the connection is removed' },
  {
    table: 'alerts',
    holds: 'What is wrong now, by ids and names of the shop’s own.',
    kept: 'until it is over',
  },
  { table: 'bulk_jobs', holds: 'Who of the own team did what on many things.', kept: '90 days' },
  {
    table: 'bulk_rows',
    holds: 'On what, and what became of it.',
    kept: '90 days',
    customer: { where: `concat_ws(' ', input, says) ~* $1`, busy: `state = 'waiting'` },
  },
  { table: 'notifications', holds: ids, kept: '30 days' },
  { table: 'notification_reads', holds: 'What the own team has read.', kept: '30 days' },
  { table: 'notification_choices', holds: 'What a member wants to be told, where and when.', ...team },
  { table: 'notification_mutes', holds: 'What a member wants to hear no more of, by id.', ...team },
  { table: 'views', holds: 'Filters of lists that the own team saved.', ...team },
  { table: 'view_marks', holds: 'Which of these a member likes.', ...team },
  { table: 'preferences', holds: 'Language, time zone and looks of the own team.', ...team },
  { table: 'presence', holds: 'Who of the own team has what open.', kept: '45 seconds' },
  { table: 'settings_versions', holds: 'Earlier choices of the own team.', ...team },
  {
    table: 'exports',
    holds: 'All that is kept of the account, packed, for whom of the team asked.',
    kept: '24 hours, or until anybody in it is erased',
    isCopy: true,
  },
  { table: 'export_parts', holds: 'The same, part by part.', kept: 'as long as its export', isCopy: true },
  { table: 'restores', holds: 'When a backup was taken and restored.', kept: withAccount },
  { table: 'settings', holds: 'Choices of the own team.', ...team },
]
