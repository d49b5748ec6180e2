import { randomUUID } from 'node:crypto'
import type { Tx } from '../database/database.ts'
import { showId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import type { Vault } from '../vault/vault.ts'
import { makeHookSecret } from './sign.ts'

/** A secret as it is shown afterwards: when, and never what. */
export interface SecretRow {
  readonly id: string
  readonly created_at: Date
  /** When it signs no more; null while nobody ended it. */
  readonly expires_at: Date | null
}

const mostLive = 5
const isLive = '(expires_at is null or expires_at > clock_timestamp())'

/** Seals a new secret for a hook, beside those that live. Gives it in the clear, once. Throws Refusal `conflict` beyond five. */
export async function addSecret(
  tx: Tx,
  vault: Vault,
  hookId: string,
): Promise<{ id: string; uuid: string; secret: string }> {
  await tx.query(`delete from hook_secrets where hook_id = $1 and not ${isLive}`, [hookId])
  if ((await listSecrets(tx, hookId)).length >= mostLive)
    throw new Refusal('conflict', `A hook has at most ${mostLive} secrets: remove one first.`)
  const id = randomUUID()
  const secret = makeHookSecret()
  await tx.query('insert into hook_secrets (tenant_id, id, hook_id, sealed) values ($1, $2, $3, $4)', [
    tx.tenantId,
    id,
    hookId,
    await vault.seal(tx, placeOf(hookId, id), secret),
  ])
  return { id: showId('hsec', id), uuid: id, secret }
}

/** Lets all but one secret sign for some more hours, and no longer than they would have. */
export async function endOthers(tx: Tx, hookId: string, keptId: string, hours: number): Promise<void> {
  await tx.query(
    `update hook_secrets set expires_at = least(coalesce(expires_at, 'infinity'), clock_timestamp() + $3::float8 * interval '1 hour')
      where hook_id = $1 and id <> $2`,
    [hookId, keptId, hours],
  )
}

/** The live secrets of a hook, newest first, without what they are. */
export function listSecrets(tx: Tx, hookId: string): Promise<SecretRow[]> {
  return tx.query(
    `select id, created_at, expires_at from hook_secrets where hook_id = $1 and ${isLive} order by created_at desc, id`,
    [hookId],
  )
}

/** Removes a secret at once. Throws Refusal `not_found`, and `conflict` for the last one that would stay. */
export async function removeSecret(tx: Tx, hookId: string, id: string): Promise<void> {
  const live = await listSecrets(tx, hookId)
  if (!live.some(one => one.id === id)) throw new Refusal('not_found', 'There is no such secret.')
  if (!live.some(one => one.id !== id && one.expires_at === null))
    throw new Refusal('conflict', 'A hook needs a secret that stays: add another first.')
  await tx.query('delete from hook_secrets where hook_id = $1 and id = $2', [hookId, id])
}

/** The live secrets themselves, newest first, for the one place that signs. */
export async function openSecrets(tx: Tx, vault: Vault, hookId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string; sealed: string }>(
    `select id, sealed from hook_secrets where hook_id = $1 and ${isLive} order by created_at desc, id`,
    [hookId],
  )
  return Promise.all(
    rows.map(async ({ id, sealed }) => String(await vault.open(tx, placeOf(hookId, id), sealed))),
  )
}

function placeOf(hookId: string, id: string) {
  return { connectionId: hookId, field: `hook secret ${id}` }
}
