import type { Database, Tx } from '../database/database.ts'
import type { KeyRing } from './keys.ts'
import { seal, unseal } from './seal.ts'
import { dataKeyBound } from './vault.ts'

/** What a rotation did. */
export interface Rotation {
  /** Data keys wrapped anew. */
  readonly rewrapped: number
  /** Accounts whose data key was wrapped with a key that is not in the ring. They stay as they are. */
  readonly lost: readonly string[]
  /** Keys of the ring (their public names) that wrap nothing any more. Empty while anything is lost. */
  readonly mayGo: readonly string[]
}

export interface RotationOptions {
  /** Accounts in hand at a time. Default 4. */
  readonly lanes?: number
  /** Told after the commit of each rewrapped data key. */
  readonly onRewrapped?: (tenantId: string) => void
}

const pageSize = 500

/**
 * Wraps every tenant's data key with the ring's first key, one short transaction each. Nothing is unavailable meanwhile; stopped
 * anywhere and called again, it goes on. Passes are repeated until one finds nothing to do, so accounts that were founded under
 * an old key meanwhile are wrapped too. Every process must have the new key in its ring before.
 */
export async function rotateKeys(
  db: Database,
  ring: KeyRing,
  options: RotationOptions = {},
): Promise<Rotation> {
  let rewrapped = 0
  for (;;) {
    const lost: string[] = []
    let now = 0
    for await (const page of accounts(db)) {
      const waiting = page.values()
      const lane = async () => {
        for (const tenantId of waiting) {
          const done = await db.tenant(tenantId, tx => rewrap(tx, ring))
          if (done === 'lost') lost.push(tenantId)
          if (done !== 'rewrapped') continue
          now += 1
          options.onRewrapped?.(tenantId)
        }
      }
      await Promise.all(Array.from({ length: options.lanes ?? 4 }, lane))
    }
    rewrapped += now
    if (now === 0) return { rewrapped, lost, mayGo: lost.length > 0 ? [] : ring.ids.slice(1) }
  }
}

// Readers do not wait: they see the old row or the new one, and the ring opens both.
async function rewrap(tx: Tx, ring: KeyRing): Promise<'rewrapped' | 'lost' | 'newest'> {
  const [row] = await tx.query<{ kek_id: string; wrapped: string }>(
    'select kek_id, wrapped from data_keys where kek_id <> $1 for update',
    [ring.newest.id],
  )
  if (!row) return 'newest'
  const old = ring.find(row.kek_id)
  if (!old) return 'lost'
  const bound = dataKeyBound(tx)
  const wrapped = seal(ring.newest.key, unseal(old.key, row.wrapped, bound), bound)
  await tx.query('update data_keys set kek_id = $1, wrapped = $2, rewrapped_at = now()', [
    ring.newest.id,
    wrapped,
  ])
  return 'rewrapped'
}

async function* accounts(db: Database): AsyncGenerator<string[]> {
  let last = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const after = last
    const rows = await db.across(tx =>
      tx.query<{ id: string }>('select id from accounts where id > $1 order by id limit $2', [
        after,
        pageSize,
      ]),
    )
    if (rows.length === 0) return
    yield rows.map(({ id }) => id)
    last = rows.at(-1)?.id ?? last
  }
}
