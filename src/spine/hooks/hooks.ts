import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { appendAudit } from '../audit/append.ts'
import { destinationOf, type Network } from '../calls/outside/destination.ts'
import type { Tx } from '../database/database.ts'
import { showId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'
import type { Vault } from '../vault/vault.ts'
import { endWaiting } from './record.ts'
import { addSecret, endOthers, removeSecret } from './secrets.ts'
import { hookTypes } from './types.ts'

/** A hook as people see it. */
export interface HookRow {
  readonly id: string
  readonly url: string
  readonly description: string
  readonly types: string[]
  readonly is_enabled: boolean
  /** Why it is off, where it turned itself off. */
  readonly says: string | null
  readonly failing_since: Date | null
  readonly quiet_until: Date | null
  readonly created_at: Date
  readonly at: string
}

const columns = `id, url, description, types, is_enabled, says, failing_since, quiet_until, created_at,
  to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`

const Types = z.array(z.literal(Object.keys(hookTypes))).max(50)

/** What a hook is made of. `types`: what it is told; everything where none is named. */
export const NewHook = z.object({
  url: z.string().min(1).max(2000).describe('Where messages are posted: https, at its usual port.'),
  description: z.string().max(500).default('').describe('In your own words, for your own people.'),
  types: Types.default([]).describe('What it is told; everything where none is named.'),
})

/** What of it may change; what is not named stays. */
export const HookChange = z.object({
  url: z.string().min(1).max(2000).optional(),
  description: z.string().max(500).optional(),
  types: Types.optional(),
  isEnabled: z.boolean().optional().describe('Off, nothing is told to it, and what waits for it ends.'),
})

const mostHooks = 20

/**
 * Makes a hook with its first secret, which is given in the clear here and never again. The address was looked at by `allowedUrl`
 * before. Throws Refusal `conflict` beyond twenty.
 */
export async function makeHook(
  tx: Tx,
  vault: Vault,
  by: Actor,
  wanted: z.output<typeof NewHook>,
): Promise<{ hook: HookRow; secret: string }> {
  const [count] = await tx.query<{ n: number }>('select count(*)::int as n from hooks')
  if ((count?.n ?? 0) >= mostHooks)
    throw new Refusal('conflict', `An account has at most ${mostHooks} hooks.`)
  const id = randomUUID()
  await tx.query('insert into hooks (tenant_id, id, url, description, types) values ($1, $2, $3, $4, $5)', [
    tx.tenantId,
    id,
    wanted.url,
    wanted.description,
    [...new Set(wanted.types)],
  ])
  const { secret } = await addSecret(tx, vault, id)
  await note(tx, by, 'hook.made', id)
  return { hook: await readHook(tx, id), secret }
}

/** Whether messages may be posted there at all; it is looked at again before each. Throws Refusals as `destinationOf` does. */
export async function allowedUrl(url: string, network: Network): Promise<void> {
  await destinationOf(url, network)
}

/** Hooks, newest first. */
export function listHooks(
  tx: Tx,
  page: { limit: number; after?: { at: string; id: string } },
): Promise<HookRow[]> {
  return tx.query(
    `select ${columns} from hooks where $2::timestamptz is null or (created_at, id) < ($2, $3::uuid)
      order by created_at desc, id desc limit $1`,
    [page.limit, page.after?.at ?? null, page.after?.id ?? null],
  )
}

/** One hook. Throws Refusal `not_found`. */
export async function readHook(tx: Tx, id: string): Promise<HookRow> {
  const [row] = await tx.query<HookRow>(`select ${columns} from hooks where id = $1`, [id])
  if (!row) throw new Refusal('not_found', 'There is no such hook.')
  return row
}

/** Changes a hook. Turned on again, it begins with a clean slate. A new address was looked at by `allowedUrl` before. */
export async function changeHook(
  tx: Tx,
  by: Actor,
  id: string,
  { url, description, types, isEnabled }: z.output<typeof HookChange>,
): Promise<HookRow> {
  await readHook(tx, id)
  await tx.query(
    `update hooks set url = coalesce($2, url), description = coalesce($3, description), types = coalesce($4, types),
            is_enabled = coalesce($5, is_enabled), says = case when $5 is null then says end,
            failing_since = case when $5 or $2 is not null then null else failing_since end,
            quiet_until = case when $5 or $2 is not null then null else quiet_until end
      where id = $1`,
    [id, url ?? null, description ?? null, types ? [...new Set(types)] : null, isEnabled ?? null],
  )
  if (isEnabled === false) await endWaiting(tx, id)
  await note(tx, by, 'hook.changed', id, {
    changed: Object.entries({ url, description, types, isEnabled }).flatMap(([name, value]) =>
      value === undefined ? [] : name,
    ),
    ...(isEnabled !== undefined && { isEnabled }),
  })
  return readHook(tx, id)
}

/** Removes a hook with its secrets and its log. */
export async function removeHook(tx: Tx, by: Actor, id: string): Promise<void> {
  const gone = await tx.query('delete from hooks where id = $1 returning id', [id])
  if (gone.length === 0) throw new Refusal('not_found', 'There is no such hook.')
  await note(tx, by, 'hook.removed', id)
}

/** A new secret; the others sign beside it for `hours` more, so that the receiver can be told in peace. */
export async function rotateSecret(
  tx: Tx,
  vault: Vault,
  by: Actor,
  id: string,
  hours: number,
): Promise<{ id: string; secret: string }> {
  await readHook(tx, id)
  const made = await addSecret(tx, vault, id)
  await endOthers(tx, id, made.uuid, hours)
  await note(tx, by, 'hook.secret_made', id, { secret: made.id })
  return { id: made.id, secret: made.secret }
}

/** Ends a secret at once. Throws Refusal `not_found`, and `conflict` for the last one that would stay. */
export async function endSecret(tx: Tx, by: Actor, id: string, secretId: string): Promise<void> {
  await readHook(tx, id)
  await removeSecret(tx, id, secretId)
  await note(tx, by, 'hook.secret_removed', id, { secret: showId('hsec', secretId) })
}

/** Writes down what somebody did with a hook. Call it last. */
export function note(
  tx: Tx,
  by: Actor,
  deed: string,
  hookId: string,
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  return appendAudit(tx, {
    actor: `${by.kind} ${by.id}`,
    via: by.via,
    deed,
    subject: showId('hook', hookId),
    outcome: 'succeeded',
    details,
  })
}

/** As doors show it. */
export function shownHook({ id, at: _at, ...row }: HookRow) {
  return { id: showId('hook', id), ...row }
}
