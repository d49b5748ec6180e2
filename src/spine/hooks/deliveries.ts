import type { Tx } from '../database/database.ts'
import { showId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'
import { note, readHook } from './hooks.ts'
import { tellTest } from './tell.ts'

export const deliveryStates = ['waiting', 'delivered', 'failed'] as const

/** One message on its way to one hook. */
export interface DeliveryRow {
  readonly id: string
  readonly message_id: string
  readonly type: string
  readonly state: (typeof deliveryStates)[number]
  readonly attempts: number
  readonly due_at: Date
  readonly created_at: Date
  readonly ended_at: Date | null
  readonly at: string
}

/** One attempt, as the log keeps it. */
export interface AttemptRow {
  readonly number: number
  readonly at: Date
  readonly took_ms: number
  readonly status: number | null
  /** Why there was no answer. */
  readonly says: string | null
  readonly request_head: Readonly<Record<string, string>>
  readonly response_head: Readonly<Record<string, string>> | null
  /** The beginning of the answer's body. */
  readonly response_body: string | null
}

const columns = `d.id, d.message_id, m.type, d.state, d.attempts, d.due_at, d.created_at, d.ended_at,
  to_char(d.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`
const joined = 'hook_deliveries d join hook_messages m on m.tenant_id = d.tenant_id and m.id = d.message_id'

/** The deliveries of a hook, newest first; optionally of one state. Throws Refusal `not_found`. */
export async function listDeliveries(
  tx: Tx,
  hookId: string,
  page: { limit: number; after?: { at: string; id: string }; state?: string | undefined },
): Promise<DeliveryRow[]> {
  await readHook(tx, hookId)
  return tx.query(
    `select ${columns} from ${joined}
      where d.hook_id = $4 and ($2::timestamptz is null or (d.created_at, d.id) < ($2, $3::uuid))
        and ($5::text is null or d.state = $5)
      order by d.created_at desc, d.id desc limit $1`,
    [page.limit, page.after?.at ?? null, page.after?.id ?? null, hookId, page.state ?? null],
  )
}

/** One delivery with what was sent and every attempt, newest first. Throws Refusal `not_found`. */
export async function readDelivery(
  tx: Tx,
  hookId: string,
  id: string,
): Promise<DeliveryRow & { body: string; log: readonly AttemptRow[] }> {
  const [row] = await tx.query<DeliveryRow & { body: string }>(
    `select ${columns}, m.body from ${joined} where d.hook_id = $1 and d.id = $2`,
    [hookId, id],
  )
  if (!row) throw new Refusal('not_found', 'There is no such delivery.')
  const log = await tx.query<AttemptRow>(
    `select number, at, took_ms, status, says, request_head, response_head, response_body from hook_attempts
      where delivery_id = $1 order by number desc limit 100`,
    [id],
  )
  return { ...row, log }
}

/**
 * Sends deliveries again, by the whole schedule and under the same `webhook-id`: one, whatever became of it, or all that failed since
 * a time. Gives how many. Throws Refusal `not_found`, and `conflict` for a hook that is off.
 */
export async function replay(
  tx: Tx,
  by: Actor,
  hookId: string,
  what: { readonly delivery: string } | { readonly failedSince: Date },
): Promise<number> {
  const isOne = 'delivery' in what
  if (isOne) await readDelivery(tx, hookId, what.delivery)
  const { is_enabled: isEnabled } = await readHook(tx, hookId)
  if (!isEnabled) throw isOff()
  const rows = await tx.query(
    `update hook_deliveries set state = 'waiting', tries = 0, due_at = clock_timestamp(), ended_at = null
      where hook_id = $1 and ${isOne ? 'id = $2' : `state = 'failed' and created_at >= $2`} returning id`,
    [hookId, isOne ? what.delivery : what.failedSince],
  )
  await note(tx, by, 'hook.replayed', hookId, { deliveries: rows.length })
  return rows.length
}

/** Sends a message of no meaning to a hook. Gives its delivery's uuid. Throws Refusal `not_found`, and `conflict` for one that is off. */
export async function sendTest(tx: Tx, by: Actor, hookId: string): Promise<string> {
  await readHook(tx, hookId)
  const delivery = await tellTest(tx, hookId)
  if (delivery === undefined) throw isOff()
  await note(tx, by, 'hook.tested', hookId)
  return delivery
}

function isOff(): Refusal {
  return new Refusal('conflict', 'This hook is off: turn it on first.')
}

/** As doors show it. `webhook_id` is what the receiver saw. */
export function shownDelivery<Row extends DeliveryRow>({ id, message_id: message, at: _at, ...row }: Row) {
  return { id: showId('dlv', id), webhook_id: showId('msg', message), ...row }
}
