import { randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Database, Tx } from '../database/database.ts'
import type { KeyRing } from './keys.ts'
import { seal, unseal } from './seal.ts'

/** Where a sealed value stands; it opens nowhere else. */
export interface SealedPlace {
  readonly connectionId: string
  readonly field: string
}

/** Seals and opens a tenant's secrets with the tenant's own data key. */
export interface Vault {
  readonly ring: KeyRing
  seal(tx: Tx, place: SealedPlace, value: unknown): Promise<string>
  open(tx: Tx, place: SealedPlace, sealed: string): Promise<unknown>
}

/** Opens the vault. Data keys are unwrapped once and kept in memory for some minutes. */
export function openVault(ring: KeyRing): Vault {
  const keys = new LRUCache<string, Buffer>({ max: 500, ttl: 5 * 60_000 })
  const dataKey = async (tx: Tx): Promise<Buffer> => {
    const known = keys.get(tx.tenantId)
    if (known) return known
    const key = await readDataKey(tx, ring)
    keys.set(tx.tenantId, key)
    return key
  }
  const bound = (tx: Tx, place: SealedPlace) => `${tx.tenantId}|${place.connectionId}|${place.field}|1`
  return {
    ring,
    seal: async (tx, place, value) =>
      seal(await dataKey(tx), Buffer.from(JSON.stringify(value)), bound(tx, place)),
    open: async (tx, place, sealed) =>
      JSON.parse(unseal(await dataKey(tx), sealed, bound(tx, place)).toString('utf8')) as unknown,
  }
}

async function readDataKey(tx: Tx, ring: KeyRing): Promise<Buffer> {
  const fresh = seal(ring.newest.key, randomBytes(32), `${tx.tenantId}|data key`)
  await tx.query(
    'insert into data_keys (tenant_id, kek_id, wrapped) values ($1, $2, $3) on conflict do nothing',
    [tx.tenantId, ring.newest.id, fresh],
  )
  const [row] = await tx.query<{ kek_id: string; wrapped: string }>('select kek_id, wrapped from data_keys')
  const kek = row && ring.find(row.kek_id)
  if (!kek)
    throw new Error(
      'The key that sealed this account is not in the ring: set SECRET_KEYS or restore the key file.',
    )
  return unseal(kek.key, row.wrapped, `${tx.tenantId}|data key`)
}

/**
 * Wraps every tenant's data key with the ring's first key. Nothing is unavailable meanwhile; stopped anywhere and called again, it
 * goes on. Returns how many were wrapped anew: 0 means that older keys may leave the ring.
 */
export async function rotateKeys(db: Database, ring: KeyRing): Promise<number> {
  const tenants = await db.across(tx => tx.query<{ id: string }>('select id from accounts order by id'))
  let rotated = 0
  for (const { id } of tenants) {
    rotated += await db.tenant(id, async tx => {
      const [row] = await tx.query<{ kek_id: string; wrapped: string }>(
        'select kek_id, wrapped from data_keys for update',
      )
      if (!row || row.kek_id === ring.newest.id) return 0
      const old = ring.find(row.kek_id)
      if (!old) throw new Error(`Account ${id} is sealed with a key that is not in the ring.`)
      const bound = `${tx.tenantId}|data key`
      const wrapped = seal(ring.newest.key, unseal(old.key, row.wrapped, bound), bound)
      await tx.query('update data_keys set kek_id = $1, wrapped = $2, rewrapped_at = now()', [
        ring.newest.id,
        wrapped,
      ])
      return 1
    })
  }
  return rotated
}
