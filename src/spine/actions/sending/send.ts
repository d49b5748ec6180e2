import type { Attempt, Provided } from '../../connections/provided.ts'
import { backoffSeconds } from '../../jobs/job.ts'
import { isRefusal, Refusal } from '../../refusal.ts'
import { handOver, refuse, succeed } from '../finish.ts'
import type { Intent } from '../intent.ts'
import type { Performing } from '../performing.ts'
import { patienceSeconds } from '../proposals/decide-proposed.ts'
import { conclude, moveOn, type Step } from './step.ts'

/** How long a platform may take until a done write can be read back, where its connector says nothing else. */
export const settleSeconds = 2

/** Sends a claimed intent, and tells by the answer whether it was done, was not, or may have been. */
export async function send<Desk>(
  spine: Performing<Desk>,
  tenantId: string,
  intent: Intent,
  provided: Provided<unknown>,
  attempt: Attempt,
): Promise<Step> {
  let output: Record<string, unknown>
  try {
    const account = await spine.openAccount(tenantId, intent.connection_id)
    output = provided.action.output.parse(await provided.run(intent.input, account, attempt))
  } catch (error) {
    return missed(spine, tenantId, intent, provided, error)
  }
  try {
    return await conclude(spine, tenantId, intent, tx =>
      succeed(spine, tx, intent, output, { isReconciled: false }),
    )
  } catch (error) {
    // A refusal by our own bookkeeping says nothing about the platform. The lease ends, and the write is found again.
    throw new Error('It was done, but could not be recorded.', { cause: error })
  }
}

async function missed<Desk>(
  spine: Performing<Desk>,
  tenantId: string,
  intent: Intent,
  provided: Provided<unknown>,
  error: unknown,
): Promise<Step> {
  // Only a refusal can promise that nothing happened; whatever else was thrown may have come after the write.
  const refusal = isRefusal(error)
    ? error
    : new Refusal('unknown_outcome', 'The attempt broke off.', { cause: error })
  if (refusal.code === 'unknown_outcome') {
    await moveOn(spine, tenantId, intent, 'sending', { state: 'unknown', evidence: refusal.says })
    return { is: 'again', afterSeconds: provided.settleSeconds ?? settleSeconds, because: refusal }
  }
  if (mayPass(refusal)) return postpone(spine, tenantId, intent, refusal)
  return conclude(spine, tenantId, intent, tx => refuse(spine, tx, intent, refusal))
}

function mayPass(refusal: Refusal): boolean {
  return (
    refusal.code === 'rate_limited' || refusal.code === 'unavailable' || refusal.code === 'unauthenticated'
  )
}

// Certainly not done, and perhaps possible later.
async function postpone<Desk>(
  spine: Performing<Desk>,
  tenantId: string,
  intent: Intent,
  refusal: Refusal,
): Promise<Step> {
  if (intent.age_seconds > patienceSeconds) {
    return conclude(spine, tenantId, intent, tx =>
      handOver(spine, tx, intent, `Refused for a day: ${refusal.says}`),
    )
  }
  await moveOn(spine, tenantId, intent, 'sending', { state: 'waiting', evidence: refusal.says })
  return { is: 'again', afterSeconds: waitFor(intent, refusal), because: refusal }
}

/** When to try again what was refused for now, in seconds. */
export function waitFor(intent: Intent, refusal: Refusal): number {
  return Math.max(refusal.retryAfterSeconds ?? 0, backoffSeconds(intent.attempt))
}
