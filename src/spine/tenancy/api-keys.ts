import type { Tx } from '../database/database.ts'
import { atText, newest, type Seek, type Slice, slice } from '../database/page.ts'
import { readId, showId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from './actor.ts'
import { lockAccount } from './grants.ts'
import type { Permission } from './permissions.ts'
import { grantedScopes } from './scopes.ts'
import { hashSecret, makeKey } from './tokens.ts'

/** A key as it is shown: all but its secret. Times are ISO, UTC. */
export interface ApiKey {
  /** `key_…` */
  readonly id: string
  readonly name: string
  /** The first 9 characters, to tell keys apart. */
  readonly prefix: string
  readonly scopes: readonly string[]
  /** The member who answers for it (`mem_…`), even when one of their keys made it. */
  readonly createdBy: string
  readonly createdAt: string
  readonly usedAt: string | null
  readonly expiresAt: string | null
  readonly revokedAt: string | null
}

interface KeyRow {
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly scopes: string[]
  readonly created_by: string
  readonly at: string
  readonly used_at: Date | null
  readonly expires_at: Date | null
  readonly revoked_at: Date | null
}

interface KeyWish {
  readonly name: string
  /** Permissions, and tools (`tool:gorgias.create_ticket`) to which the key is then confined. */
  readonly scopes: readonly string[]
  readonly expiresAt?: Date | undefined
}

const columns = `id, name, prefix, scopes, created_by, ${atText('created_at')} as at, used_at, expires_at, revoked_at`

/**
 * Makes a key that can do at most what its maker can. `secret` is shown here and never again. A key with tools and no `act:`
 * scope gets the maker's `act:` permissions, which it can then spend on these tools only. Throws Refusal `invalid_input`, `forbidden`.
 */
export async function createKey(
  tx: Tx,
  by: Actor,
  { name, scopes, expiresAt }: KeyWish,
): Promise<{ key: ApiKey; secret: string }> {
  const granted = grantedScopes(by, scopes)
  if (expiresAt && expiresAt.getTime() <= Date.now())
    throw flaw('/expiresAt', 'A key cannot end in the past.')
  if (name.trim() === '' || name.length > 200) throw flaw('/name', 'A key has a name of 1 to 200 characters.')
  await lockAccount(tx)
  const secret = makeKey()
  const [row] = await tx.query<KeyRow>(
    `insert into api_keys (tenant_id, name, prefix, key_hash, scopes, created_by, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7) returning ${columns}`,
    [
      tx.tenantId,
      name.trim(),
      secret.slice(0, 9),
      hashSecret(secret),
      granted,
      await answerable(tx, by),
      expiresAt ?? null,
    ],
  )
  if (!row) throw new Error('PostgreSQL answered an insert with no row.')
  return { key: show(row), secret }
}

/** The keys, newest first, revoked ones too. */
export async function listKeys(tx: Tx, { limit, after = newest }: Seek): Promise<Slice<ApiKey>> {
  const rows = await tx.query<KeyRow>(
    `select ${columns} from api_keys where (created_at, id) < ($1::timestamptz, $2::uuid)
      order by created_at desc, id desc limit $3`,
    [after.at, after.id, limit + 1],
  )
  return slice(rows, limit, show)
}

/** Revokes a key, at once and in every process; again is harmless. Throws Refusal `not_found`. */
export async function revokeKey(tx: Tx, keyId: string): Promise<ApiKey> {
  const [row] = await tx.query<KeyRow>(
    `update api_keys set revoked_at = coalesce(revoked_at, now()) where id = $1 returning ${columns}`,
    [readId('key', keyId)],
  )
  if (!row) throw new Refusal('not_found', 'There is no such key.')
  return show(row)
}

/** Revokes the keys for which a member answers and that hold a permission outside of `allowed`. Gives how many. */
export async function revokeKeysBeyond(
  tx: Tx,
  memberId: string,
  allowed: readonly Permission[],
): Promise<number> {
  const revoked = await tx.query(
    `update api_keys set revoked_at = now()
      where created_by = $1 and revoked_at is null
        and exists (select from unnest(scopes) scope where scope not like 'tool:%' and scope <> all ($2::text[]))
     returning id`,
    [memberId, allowed],
  )
  return revoked.length
}

// Under the account's lock, so that nobody leaves a key behind while being removed.
async function answerable(tx: Tx, by: Actor): Promise<string> {
  if (by.kind === 'system') return by.id
  const [row] =
    by.kind === 'key'
      ? await tx.query<{ who: string }>(
          'select created_by as who from api_keys where id = $1 and revoked_at is null',
          [readId('key', by.id)],
        )
      : await tx.query<{ who: string }>(
          'select $2::text as who from members where id = $1 and removed_at is null',
          [readId('mem', by.id), by.id],
        )
  if (!row) throw new Refusal('forbidden', 'Who is gone makes no keys.')
  return row.who
}

function show(row: KeyRow): ApiKey {
  const { id, name, prefix, scopes, created_by: createdBy, at: createdAt } = row
  return {
    id: showId('key', id),
    name,
    prefix,
    scopes,
    createdBy,
    createdAt,
    usedAt: row.used_at?.toISOString() ?? null,
    expiresAt: row.expires_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  }
}

function flaw(pointer: string, message: string): Refusal {
  return new Refusal('invalid_input', message, { flaws: [{ pointer, message }] })
}
