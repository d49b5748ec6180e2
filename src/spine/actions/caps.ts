import type { Tx } from '../database/database.ts'
import { Refusal } from '../refusal.ts'

/** Writes of one action in one hour, per tenant. A loop gone wild stops here; a busy shop does not come near. */
const hourlyCap = 10_000

/** Counts one use within the caller's transaction, or refuses: parallel uses wait for the row and cannot pass together. */
export async function countUse(tx: Tx, action: string, cap = hourlyCap): Promise<void> {
  const counted = await tx.query<{ count: number }>(
    `insert into usage as u (tenant_id, action, hour, count) values ($1, $2, date_trunc('hour', now()), 1)
     on conflict (tenant_id, action, hour) do update set count = u.count + 1 where u.count < $3
     returning count`,
    [tx.tenantId, action, cap],
  )
  if (counted.length > 0) return
  throw new Refusal('rate_limited', `${action} was used ${cap} times this hour, which is the cap.`, {
    retryAfterSeconds: 3600,
  })
}
