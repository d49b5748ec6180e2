import { LRUCache } from 'lru-cache'
import type { Database } from '../database/database.ts'

/** Where a secret's row is. */
export interface Whereabouts {
  readonly tenantId: string
  readonly id: string
}

const statements = {
  sessions: 'select tenant_id, id from sessions where token_hash = $1',
  sign_in_links: 'select tenant_id, id from sign_in_links where token_hash = $1',
  api_keys: 'select tenant_id, id from api_keys where key_hash = $1',
} as const

// Only where a row is gets remembered, which never changes; whether it still opens anything is asked afresh each time.
// So a revocation holds at once, in every process.
const known = new LRUCache<string, Whereabouts>({ max: 10_000 })

/** Finds whose secret this is, by its hash and across tenants: the one question that no tenant can be asked. */
export async function findSecret(
  db: Database,
  table: keyof typeof statements,
  hash: Buffer,
): Promise<Whereabouts | undefined> {
  const key = `${table} ${hash.toString('base64')}`
  const remembered = known.get(key)
  if (remembered) return remembered
  const [row] = await db.across(tx => tx.query<{ tenant_id: string; id: string }>(statements[table], [hash]))
  if (!row) return undefined
  const found = { tenantId: row.tenant_id, id: row.id }
  known.set(key, found)
  return found
}
