/** Columns for words in tables that no customer's erasure looks into: names, hashes and choices of the own team, and ids. */
const reviewed: Readonly<Record<string, string>> = {
  alerts: 'kind says subject',
  api_keys: 'created_by key_hash name prefix scopes',
  approval_decisions: 'hash reason verdict',
  approval_settings: 'chat_channel',
  audit: 'actor deed details hash outcome prev_hash subject via',
  backorder_demand: 'item_id line_id location_id order_id order_name',
  backorder_holds: 'fulfillment_order hold place state',
  backorder_tickets: 'connector says ticket url',
  backorder_timeline: 'kind says',
  cap_reservations: 'key subject',
  connection_history: 'kind says',
  connections: 'connector door external_id health health_says origin scopes sealed status title',
  data_keys: 'kek_id wrapped',
  dead_jobs: 'data lane queue reason',
  grants_begun: 'account browser connector redirect_uri sealed state_hash',
  hook_deliveries: 'state',
  hook_messages: 'body type',
  hook_secrets: 'sealed',
  hooks: 'description says types url',
  members: 'email name role',
  passkeys: 'credential_hash credential_id name public_key transports',
  passwords: 'address_hash verifier',
  policies: 'made_by made_via policy reason',
  second_factors: 'recovery_hashes sealed',
  sessions: 'token_hash',
  settings: 'settings solution',
  sign_in_links: 'token_hash',
  spent_challenges: 'challenge_hash',
  stops: 'because stopped_by subject what',
}

/** The same as `table.column`, in the order of the database. */
export const reviewedColumns: readonly string[] = Object.entries(reviewed).flatMap(([table, columns]) =>
  columns.split(' ').map(column => `${table}.${column}`),
)
