import type { Network } from '../calls/outside/destination.ts'
import type { Database, Tx } from '../database/database.ts'
import { showId } from '../ids.ts'
import { countJob } from '../telemetry/metrics.ts'
import type { Vault } from '../vault/vault.ts'
import type { ClaimedDelivery } from './claim.ts'
import { post, type Posted } from './post.ts'
import { recordAttempt } from './record.ts'
import { openSecrets } from './secrets.ts'
import { signedHeaders } from './sign.ts'
import { verdictOf } from './verdict.ts'

/** What delivering stands on. */
export interface Delivering {
  readonly db: Database
  readonly vault: Vault
  readonly network: Network
  /** Told of a hook that was turned off because it failed. */
  readonly onDisabled: (hook: { tenantId: string; hookId: string }) => void
  readonly onError: (error: unknown) => void
}

interface Parcel {
  readonly hookId: string
  readonly url: string
  readonly messageId: string
  readonly body: string
  readonly secrets: readonly string[]
}

/**
 * One attempt of a claimed delivery: read, signed, sent, recorded. Whoever dies between the sending and the record leaves a lease
 * that ends, and the same message goes out again under the same `webhook-id`.
 */
export async function deliver(by: Delivering, claimed: ClaimedDelivery): Promise<void> {
  const { tenantId, id: deliveryId, attempt, tries, at } = claimed
  const begun = performance.now()
  const parcel = await by.db.tenant(tenantId, tx => readParcel(tx, by, deliveryId))
  if (!parcel) return
  const { hookId, url, body, messageId, secrets } = parcel
  const signed = signedHeaders({ id: showId('msg', messageId), at, body }, secrets)
  const requestHead = { 'content-type': 'application/json', ...signed }
  const posted = secrets.length > 0 ? await post(url, requestHead, body, by.network) : unsigned
  const verdict = verdictOf(posted, tries)
  const ended = { hookId, deliveryId, attempt, requestHead, posted, verdict }
  const isOff = await by.db.tenant(tenantId, tx => recordAttempt(tx, ended))
  countJob('hooks', verdict.is, (performance.now() - begun) / 1000)
  if (isOff) by.onDisabled({ tenantId, hookId })
}

/** Without a secret nothing is sent: who receives it could not know that it is ours. */
const unsigned: Posted = { says: 'None of its secrets opens, so that nothing could be signed.', tookMs: 0 }

async function readParcel(
  tx: Tx,
  { vault, onError }: Delivering,
  deliveryId: string,
): Promise<Parcel | undefined> {
  const [row] = await tx.query<Omit<Parcel, 'secrets'>>(
    `select h.id as "hookId", h.url, m.id as "messageId", m.body from hook_deliveries d
       join hooks h on h.tenant_id = d.tenant_id and h.id = d.hook_id and h.is_enabled
       join hook_messages m on m.tenant_id = d.tenant_id and m.id = d.message_id
      where d.id = $1 and d.state = 'waiting'`,
    [deliveryId],
  )
  if (!row) return undefined
  const secrets = await openSecrets(tx, vault, row.hookId).catch((error: unknown) => {
    onError(error)
    return []
  })
  return { ...row, secrets }
}
