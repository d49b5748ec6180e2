import { randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Tx } from '../database/database.ts'
import type { KeyRing } from './keys.ts'
import { seal, unseal } from './seal.ts'
import { revealed, secret } from './secret.ts'

/** Where a sealed value stands; it opens nowhere else. */
export interface SealedPlace {
  readonly connectionId: string
  readonly field: string
}

/** Seals and opens a tenant's secrets with the tenant's own data key. */
export interface Vault {
  readonly ring: KeyRing
  seal(tx: Tx, place: SealedPlace, value: unknown): Promise<string>
  /** What was sealed; printed whole, it shows as `[secret]`. */
  open(tx: Tx, place: SealedPlace, sealed: string): Promise<unknown>
}

/** Opens the vault. Data keys are unwrapped once and kept in memory for some minutes. */
export function openVault(ring: KeyRing): Vault {
  const keys = new LRUCache<string, Buffer>({ max: 500, ttl: 5 * 60_000 })
  const dataKey = async (tx: Tx, isMade: boolean): Promise<Buffer> => {
    const known = keys.get(tx.tenantId)
    if (known) return known
    const { key, isKept } = await readDataKey(tx, ring, isMade)
    if (isKept) keys.set(tx.tenantId, key)
    return key
  }
  const bound = (tx: Tx, place: SealedPlace) => `${tx.tenantId}|${place.connectionId}|${place.field}|1`
  return {
    ring,
    seal: async (tx, place, value) =>
      seal(await dataKey(tx, true), Buffer.from(JSON.stringify(revealed(value))), bound(tx, place)),
    open: async (tx, place, sealed) => {
      const text = unseal(await dataKey(tx, false), sealed, bound(tx, place)).toString('utf8')
      return secret<unknown>(JSON.parse(text))
    },
  }
}

/** How a data key is bound to its tenant. */
export function dataKeyBound(tx: Tx): string {
  return `${tx.tenantId}|data key`
}

interface DataKeyRow {
  readonly kek_id: string
  readonly wrapped: string
  readonly is_kept: boolean
}

// A key made by this very transaction is not kept in memory: were it rolled back, what it seals later would open nowhere.
const readKey = 'select kek_id, wrapped, created_at <> now() as is_kept from data_keys'

async function readDataKey(
  tx: Tx,
  ring: KeyRing,
  isMade: boolean,
): Promise<{ key: Buffer; isKept: boolean }> {
  let [row] = await tx.query<DataKeyRow>(readKey)
  // Only who seals makes a key, and only where there is none: an insert would wait for a rotation of that row.
  if (!row && isMade) {
    await tx.query(
      'insert into data_keys (tenant_id, kek_id, wrapped) values ($1, $2, $3) on conflict do nothing',
      [tx.tenantId, ring.newest.id, seal(ring.newest.key, randomBytes(32), dataKeyBound(tx))],
    )
    ;[row] = await tx.query<DataKeyRow>(readKey)
  }
  const kek = row && ring.find(row.kek_id)
  if (!row || !kek)
    throw new Error(
      'The key that sealed this account is not in the ring: set SECRET_KEYS or restore the key file.',
    )
  return { key: unseal(kek.key, row.wrapped, dataKeyBound(tx)), isKept: row.is_kept }
}
