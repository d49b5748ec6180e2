import { appendAudit } from '../audit/append.ts'
import type { Tx } from '../database/database.ts'
import { showId } from '../ids.ts'
import type { Posted } from './post.ts'
import { tellHooks } from './tell.ts'
import type { Verdict } from './verdict.ts'

/** An attempt that ended. */
export interface Ended {
  readonly hookId: string
  readonly deliveryId: string
  readonly attempt: number
  readonly requestHead: Readonly<Record<string, string>>
  readonly posted: Posted
  readonly verdict: Verdict
}

const hopelessDays = 5

/**
 * Writes down what became of an attempt, and what follows for the delivery and its hook. Gives whether the hook was turned
 * off: it is gone (410), or has failed for five days without a single success.
 */
export async function recordAttempt(tx: Tx, ended: Ended): Promise<boolean> {
  const { hookId, posted, verdict } = ended
  // First of all, so that two attempts of one hook never wait for each other's deliveries.
  const [hook] = await tx.query('select 1 as one from hooks where id = $1 for no key update', [hookId])
  if (!hook) return false
  await keepAttempt(tx, ended)
  await moveDelivery(tx, ended)
  if (verdict.is === 'delivered') {
    await tx.query('update hooks set failing_since = null, quiet_until = null where id = $1', [hookId])
    return false
  }
  const [failing] = await tx.query<{ is_hopeless: boolean }>(
    `update hooks set failing_since = coalesce(failing_since, clock_timestamp()),
            quiet_until = coalesce(clock_timestamp() + $2::float8 * interval '1 s', quiet_until)
      where id = $1 and is_enabled
      returning failing_since < clock_timestamp() - $3::int * interval '1 day' as is_hopeless`,
    [hookId, posted.retryAfter ?? null, hopelessDays],
  )
  if (!failing || (verdict.is !== 'gone' && !failing.is_hopeless)) return false
  const says =
    verdict.is === 'gone'
      ? 'It answered 410 Gone: nothing more is sent there.'
      : `It failed for ${hopelessDays} days without a single success.`
  await turnOff(tx, hookId, says)
  return true
}

async function keepAttempt(tx: Tx, { deliveryId, attempt, requestHead, posted }: Ended): Promise<void> {
  await tx.query(
    `insert into hook_attempts (tenant_id, delivery_id, number, took_ms, status, says, request_head, response_head, response_body)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      tx.tenantId,
      deliveryId,
      attempt,
      posted.tookMs,
      posted.status ?? null,
      posted.says ?? null,
      JSON.stringify(requestHead),
      posted.head === undefined ? null : JSON.stringify(posted.head),
      posted.body ?? null,
    ],
  )
}

// A failure that comes late, after somebody else claimed it or a person replayed it, changes nothing; a success always counts.
async function moveDelivery(tx: Tx, { deliveryId, attempt, verdict }: Ended): Promise<void> {
  const state =
    verdict.is === 'delivered' ? 'delivered' : verdict.is === 'again' ? 'waiting' : ('failed' as const)
  await tx.query(
    `update hook_deliveries set state = $2, lease_until = null,
            due_at = clock_timestamp() + $3::float8 * interval '1 s',
            ended_at = case when $2 = 'waiting' then null else clock_timestamp() end
      where id = $1 and ($2 = 'delivered' or (state = 'waiting' and attempts = $4))`,
    [deliveryId, state, verdict.is === 'again' ? verdict.afterSeconds : 0, attempt],
  )
}

async function turnOff(tx: Tx, hookId: string, says: string): Promise<void> {
  await tx.query('update hooks set is_enabled = false, says = $2 where id = $1', [hookId, says])
  await endWaiting(tx, hookId)
  await tellHooks(tx, 'hook.disabled', { hook: showId('hook', hookId) })
  await appendAudit(tx, {
    actor: 'system hooks',
    via: 'job',
    deed: 'hook.disabled',
    subject: showId('hook', hookId),
    outcome: 'succeeded',
    details: { says },
  })
}

/** What waits for a hook that is off has failed; it can be replayed. */
export async function endWaiting(tx: Tx, hookId: string): Promise<void> {
  await tx.query(
    `update hook_deliveries set state = 'failed', lease_until = null, ended_at = clock_timestamp()
      where hook_id = $1 and state = 'waiting'`,
    [hookId],
  )
}
