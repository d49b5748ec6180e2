import type { Tx } from '../../database/database.ts'
import type { Refusal } from '../../refusal.ts'
import { lockIntent, moveIntent, type Intent } from '../intent.ts'
import type { Performing } from '../performing.ts'

/** How long an attempt belongs to who makes it; every call of a platform ends long before. */
export const leaseSeconds = 60

/** Where an intent stands after a step. `again` asks to be called after so many seconds. */
export type Step =
  | { readonly is: 'done'; readonly intent: Intent }
  | {
      readonly is: 'again'
      readonly afterSeconds: number
      readonly because: Refusal
      /** It only waits, so that it can be called back. */
      readonly isRecallable?: true
    }

/** Ends an intent by `write`, unless another did, or has sent it anew: what completes late must find that it still owns the attempt. */
export async function conclude<Desk>(
  spine: Performing<Desk>,
  tenantId: string,
  intent: Intent,
  write: (tx: Tx) => Promise<void>,
): Promise<Step> {
  return spine.db.tenant(tenantId, async tx => {
    const now = await lockIntent(tx, intent.id)
    if (!now || now.attempt !== intent.attempt || now.state === 'succeeded' || now.state === 'refused') {
      return { is: 'done' as const, intent: now ?? intent }
    }
    await write(tx)
    const settled = await lockIntent(tx, intent.id)
    return { is: 'done' as const, intent: settled ?? intent }
  })
}

/**
 * Moves an intent on from the state in which this attempt left it; where another has taken over meanwhile, nothing happens: what was
 * proven since must not be forgotten, and least of all be sent again.
 */
export async function moveOn<Desk>(
  spine: Performing<Desk>,
  tenantId: string,
  intent: Intent,
  from: 'sending' | 'unknown',
  to: Parameters<typeof moveIntent>[2],
): Promise<void> {
  await spine.db.tenant(tenantId, async tx => {
    const now = await lockIntent(tx, intent.id)
    if (now?.state === from && now.attempt === intent.attempt) await moveIntent(tx, intent.id, to)
  })
}
