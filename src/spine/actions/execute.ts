import type { Attempt, Finding, Provided } from '../connections/provided.ts'
import { Again, backoffSeconds, type Job } from '../jobs/job.ts'
import { isRefusal, Refusal } from '../refusal.ts'
import { objection, readFresh, type Fresh } from './proposals/confirm.ts'
import { decideProposed, patienceSeconds } from './proposals/decide-proposed.ts'
import { endProposal, expire } from './proposals/end-proposal.ts'
import { stillAllowed } from './proposals/still-allowed.ts'
import { handOver, refuse, succeed } from './finish.ts'
import { lockIntent, moveIntent, type Intent } from './intent.ts'
import type { Performing } from './performing.ts'
import { recallLeft } from './recall.ts'
import { findTool, isGrave } from './tool.ts'

const leaseSeconds = 60
const settleSeconds = 2
/** How often what was stopped looks whether it may go on. */
const heldSeconds = 60
/** How often what waits for room under a cap looks for it. */
const fullSeconds = 300

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

/**
 * Takes an intent one step towards its proven end, from wherever it stands: sends it, or finds out what became of a sending
 * whose outcome is unknown. Safe to call at any time, from any process, any number of times.
 *
 * The states are those of the protocol "reconcile before retry": a lease that ran out while sending means unknown, and unknown
 * is probed, never resent, until the platform was found without it twice.
 */
export async function stepIntent<Desk>(spine: Performing<Desk>, tenantId: string, id: string): Promise<Step> {
  const claimed = await claimConfirmed(spine, tenantId, id)
  if (claimed.is !== 'claimed') return claimed
  const { intent, mode } = claimed
  const tool = findTool(spine.registry, intent.tool)
  if (tool.by.kind !== 'connector') throw new Error(`${intent.tool} is no outside write.`)
  const { provided } = tool.by
  const attempt: Attempt = { key: intent.key, since: (intent.sent_at ?? intent.created_at).toISOString() }
  return mode === 'send'
    ? send(spine, tenantId, intent, provided, attempt)
    : reconcile(spine, tenantId, intent, provided, attempt)
}

/** The work of the `actions` queue. */
export async function workIntent<Desk>(spine: Performing<Desk>, job: Job): Promise<void> {
  const step = await stepIntent(spine, job.tenantId, String(job.data['intent']))
  if (step.is === 'again') throw new Again(step.afterSeconds)
}

type Claimed = Step | { readonly is: 'claimed'; readonly intent: Intent; readonly mode: 'send' | 'reconcile' }

type Claim = Claimed | { readonly is: 'unconfirmed'; readonly intent: Intent }

// No transaction is held open over the network: the facts are read between one look at the intent and the next.
async function claimConfirmed<Desk>(spine: Performing<Desk>, tenantId: string, id: string): Promise<Claimed> {
  let fresh: Fresh | undefined
  for (;;) {
    const claimed = await claim(spine, tenantId, id, fresh).catch(whileFull)
    if (claimed.is !== 'unconfirmed') return claimed
    fresh = await readFresh(spine, tenantId, claimed.intent)
    if (fresh.is === 'not_now' && claimed.intent.age_seconds < patienceSeconds)
      return { is: 'again', afterSeconds: waitFor(claimed.intent, fresh.because), because: fresh.because }
  }
}

function stillRecallable(seconds: number): Claim {
  const because = new Refusal('conflict', 'This is sent in a moment, unless it is called back.')
  return { is: 'again', afterSeconds: seconds, because, isRecallable: true }
}

// Only a cap that is full refuses a claim so.
function whileFull(error: unknown): Claim {
  if (!isRefusal(error) || error.code !== 'rate_limited') throw error
  return { is: 'again', afterSeconds: fullSeconds, because: error }
}

function claim<Desk>(
  spine: Performing<Desk>,
  tenantId: string,
  id: string,
  fresh: Fresh | undefined,
): Promise<Claim> {
  return spine.db.tenant(tenantId, async tx => {
    const intent = await lockIntent(tx, id)
    if (!intent) throw new Refusal('not_found', 'There is no such action on record.')
    if (intent.state === 'succeeded' || intent.state === 'refused' || intent.state === 'needs_person') {
      return { is: 'done' as const, intent }
    }
    if (intent.is_leased) {
      return {
        is: 'again' as const,
        afterSeconds: 5,
        because: new Refusal('conflict', 'This action is being performed at this moment.', {
          retryAfterSeconds: 5,
        }),
      }
    }
    if (intent.state === 'proposed') {
      // With a hash it waits for people; without one, nothing was read yet.
      if (intent.hash) {
        await expire(spine, tx, intent)
        return { is: 'done' as const, intent: (await lockIntent(tx, id)) ?? intent }
      }
      if (fresh) await decideProposed(spine, tx, intent, fresh)
      const decided = fresh ? await lockIntent(tx, id) : undefined
      return decided && decided.state !== 'waiting'
        ? { is: 'done' as const, intent: decided }
        : { is: 'unconfirmed' as const, intent }
    }
    if (intent.state === 'waiting') {
      const now = await stillAllowed(tx, findTool(spine.registry, intent.tool), intent)
      if (now.is === 'held') return { is: 'again' as const, afterSeconds: heldSeconds, because: now.because }
      if (now.is === 'ended') {
        await endProposal(spine, tx, intent, now.ending)
        return { is: 'done' as const, intent: (await lockIntent(tx, id)) ?? intent }
      }
      const left = await recallLeft(tx, findTool(spine.registry, intent.tool), intent)
      if (left > 0) return stillRecallable(left)
      const isDecided = intent.hash !== null || isGrave(findTool(spine.registry, intent.tool).action.risk)
      const ending = isDecided ? await objection(tx, intent, fresh) : undefined
      if (ending) {
        await endProposal(spine, tx, intent, ending)
        return { is: 'done' as const, intent: (await lockIntent(tx, id)) ?? intent }
      }
      if (isDecided && !fresh) return { is: 'unconfirmed' as const, intent }
      await moveIntent(tx, id, { state: 'sending', leaseSeconds, attempt: intent.attempt + 1 })
      const sentAt = intent.sent_at ?? new Date()
      return {
        is: 'claimed' as const,
        mode: 'send' as const,
        intent: { ...intent, attempt: intent.attempt + 1, sent_at: sentAt },
      }
    }
    await moveIntent(tx, id, { state: 'unknown', leaseSeconds })
    return { is: 'claimed' as const, mode: 'reconcile' as const, intent }
  })
}

async function send<Desk>(
  spine: Performing<Desk>,
  tenantId: string,
  intent: Intent,
  provided: Provided<unknown>,
  attempt: Attempt,
): Promise<Step> {
  try {
    const account = await spine.openAccount(tenantId, intent.connection_id)
    const output = provided.action.output.parse(await provided.run(intent.input, account, attempt))
    return await conclude(spine, tenantId, intent, tx =>
      succeed(spine, tx, intent, output, { isReconciled: false }),
    )
  } catch (error) {
    // Only a refusal can promise that nothing happened; whatever else was thrown may have come after the write.
    const refusal = isRefusal(error)
      ? error
      : new Refusal('unknown_outcome', 'The attempt broke off.', { cause: error })
    if (refusal.code === 'unknown_outcome') {
      await spine.db.tenant(tenantId, tx =>
        moveIntent(tx, intent.id, { state: 'unknown', evidence: refusal.says }),
      )
      return { is: 'again', afterSeconds: provided.settleSeconds ?? settleSeconds, because: refusal }
    }
    if (!mayPass(refusal)) {
      return conclude(spine, tenantId, intent, tx => refuse(spine, tx, intent, refusal))
    }
    return postpone(spine, tenantId, intent, refusal)
  }
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
  await spine.db.tenant(tenantId, tx =>
    moveIntent(tx, intent.id, { state: 'waiting', evidence: refusal.says }),
  )
  return { is: 'again', afterSeconds: waitFor(intent, refusal), because: refusal }
}

function waitFor(intent: Intent, refusal: Refusal): number {
  return Math.max(refusal.retryAfterSeconds ?? 0, backoffSeconds(intent.attempt))
}

async function reconcile<Desk>(
  spine: Performing<Desk>,
  tenantId: string,
  intent: Intent,
  provided: Provided<unknown>,
  attempt: Attempt,
): Promise<Step> {
  if (!provided.probe) {
    const says = `${intent.evidence ?? 'The process ended during the attempt.'} This platform cannot be asked whether it happened.`
    return conclude(spine, tenantId, intent, tx => handOver(spine, tx, intent, says))
  }
  let finding: Finding<unknown>
  try {
    finding = await provided.probe(
      intent.input,
      await spine.openAccount(tenantId, intent.connection_id),
      attempt,
    )
  } catch (error) {
    if (!isRefusal(error)) throw error
    await spine.db.tenant(tenantId, tx => moveIntent(tx, intent.id, { state: 'unknown' }))
    return {
      is: 'again',
      afterSeconds: Math.max(error.retryAfterSeconds ?? 0, backoffSeconds(intent.attempt + 2)),
      because: error,
    }
  }
  if (finding.is === 'applied') {
    const output = provided.action.output.parse(finding.output)
    const evidence = finding.evidence
    return conclude(spine, tenantId, intent, tx =>
      succeed(spine, tx, intent, output, { isReconciled: true, ...(evidence !== undefined && { evidence }) }),
    )
  }
  if (finding.is === 'ambiguous') {
    const { evidence } = finding
    return conclude(spine, tenantId, intent, tx => handOver(spine, tx, intent, evidence))
  }
  return absent(spine, tenantId, intent, provided)
}

// Not found once may be a slow read; found missing twice, it did not happen, and may be sent again under the same key.
async function absent<Desk>(
  spine: Performing<Desk>,
  tenantId: string,
  intent: Intent,
  provided: Provided<unknown>,
): Promise<Step> {
  const absences = intent.absences + 1
  const isHarmless = provided.action.risk === 'internal'
  const isSure = absences >= 2
  const wait = isHarmless ? (provided.settleSeconds ?? settleSeconds) : 60
  await spine.db.tenant(tenantId, tx =>
    moveIntent(tx, intent.id, isSure ? { state: 'waiting', absences: 0 } : { state: 'unknown', absences }),
  )
  return {
    is: 'again',
    afterSeconds: isSure ? 0 : wait,
    because: new Refusal('unknown_outcome', 'The platform does not show it yet.', {
      retryAfterSeconds: wait,
    }),
  }
}

async function conclude<Desk>(
  spine: Performing<Desk>,
  tenantId: string,
  intent: Intent,
  write: (tx: Parameters<Parameters<Performing<Desk>['db']['tenant']>[1]>[0]) => Promise<void>,
): Promise<Step> {
  return spine.db.tenant(tenantId, async tx => {
    // What completes late must find that it still owns the attempt.
    const now = await lockIntent(tx, intent.id)
    if (!now || now.attempt !== intent.attempt || now.state === 'succeeded' || now.state === 'refused') {
      return { is: 'done' as const, intent: now ?? intent }
    }
    await write(tx)
    const settled = await lockIntent(tx, intent.id)
    return { is: 'done' as const, intent: settled ?? intent }
  })
}
