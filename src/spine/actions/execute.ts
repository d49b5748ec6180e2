import type { Attempt } from '../connections/provided.ts'
import { Again, type Job } from '../jobs/job.ts'
import { isRefusal, Refusal } from '../refusal.ts'
import { traced } from '../telemetry/trace.ts'
import { objection, readFresh, type Fresh } from './proposals/confirm.ts'
import { decideProposed, patienceSeconds } from './proposals/decide-proposed.ts'
import { endProposal, expire } from './proposals/end-proposal.ts'
import { stillAllowed } from './proposals/still-allowed.ts'
import { lockIntent, moveIntent, type Intent } from './intent.ts'
import type { Performing } from './performing.ts'
import { recallLeft } from './recall.ts'
import { mailWait } from './sending/mail-pace.ts'
import { reconcile } from './sending/reconcile.ts'
import { send, waitFor } from './sending/send.ts'
import { leaseSeconds, type Step } from './sending/step.ts'
import { findTool, isGrave } from './tool.ts'

/** How often what was stopped looks whether it may go on. */
const heldSeconds = 60
/** For how long a job that waits for a platform out of reach is not looked at. */
const mostUnseen = 600
/** How often what waits for room under a cap looks for it. */
const fullSeconds = 300

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
  const attempt: Attempt = { key: intent.key, since: since(intent).toISOString() }
  const about = { tenantId, intentId: id, action: tool.name, attempt: intent.attempt }
  const step = mode === 'send' ? send : reconcile
  return traced({ name: `${mode} ${tool.name}`, about }, () =>
    step(spine, tenantId, intent, provided, attempt),
  )
}

function since({ doubted_since, sent_at, created_at }: Intent): Date {
  return doubted_since ?? sent_at ?? created_at
}

/** The work of the `actions` queue. */
export async function workIntent<Desk>(spine: Performing<Desk>, job: Job): Promise<void> {
  const id = String(job.data['intent'])
  await awaitPlatform(spine, job)
  const step = await stepIntent(spine, job.tenantId, id).catch(async (error: unknown) => {
    // What was taken out with its platform meanwhile, as sample data is, has no end to be led to.
    const known = await spine.db.tenant(job.tenantId, tx => lockIntent(tx, id))
    if (known) throw error
  })
  if (!step) return
  if (step.is === 'again') throw new Again(step.afterSeconds)
}

// The same as at the claim, without a look at the intent; but what waits long is looked at each time, for it may have to end.
async function awaitPlatform<Desk>(spine: Performing<Desk>, job: Job): Promise<void> {
  const connection = String(job.data['connection'])
  const away = () => spine.turnAway(connection)?.retryAfterSeconds
  const seconds = job.ageSeconds < mostUnseen ? away() : undefined
  if (seconds === undefined) return
  await spine.putOff(job, {
    data: { connection },
    youngerThan: mostUnseen,
    // It may be back by the time that the last of them is asked for.
    comesBack: () => away() ?? 0,
  })
  throw new Again(seconds)
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

function waitsForItsTurn(seconds: number): Claim {
  const because = new Refusal('rate_limited', 'So many mails were sent within a minute: this one follows.', {
    retryAfterSeconds: seconds,
  })
  return { is: 'again', afterSeconds: seconds, because }
}

// Only a cap that is full refuses a claim so.
function whileFull(error: unknown): Claim {
  if (!isRefusal(error) || error.code !== 'rate_limited') throw error
  return { is: 'again', afterSeconds: fullSeconds, because: error }
}

// What waits for a platform that does not answer must not keep the hands of those whose platforms do: nothing is claimed, written and
// taken back for a call that its circuit refuses. Whether it has waited too long, sending decides.
function outageFor<Desk>(spine: Performing<Desk>, intent: Intent): Claim | undefined {
  const because = spine.turnAway(intent.connection_id)
  if (!because || intent.age_seconds > patienceSeconds) return undefined
  return { is: 'again', afterSeconds: waitFor(intent, because), because }
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
    if (intent.state === 'waiting' && !intent.doubted_since) {
      const now = await stillAllowed(tx, findTool(spine.registry, intent.tool), intent)
      if (now.is === 'held') return { is: 'again' as const, afterSeconds: heldSeconds, because: now.because }
      if (now.is === 'ended') {
        await endProposal(spine, tx, intent, now.ending)
        return { is: 'done' as const, intent: (await lockIntent(tx, id)) ?? intent }
      }
      const isDecided = intent.hash !== null || isGrave(findTool(spine.registry, intent.tool).action.risk)
      const ending = isDecided ? await objection(tx, intent, fresh) : undefined
      if (ending) {
        await endProposal(spine, tx, intent, ending)
        return { is: 'done' as const, intent: (await lockIntent(tx, id)) ?? intent }
      }
      const tool = findTool(spine.registry, intent.tool)
      const left = await recallLeft(tx, tool, intent)
      if (left > 0) return stillRecallable(left)
      const no = outageFor(spine, intent)
      if (no) return no
      if (isDecided && !fresh) return { is: 'unconfirmed' as const, intent }
      const wait = await mailWait(tx, spine.registry, tool, intent, spine.mailsPerMinute)
      if (wait > 0) return waitsForItsTurn(wait)
      await moveIntent(tx, id, { state: 'sending', leaseSeconds, attempt: intent.attempt + 1 })
      const sentAt = intent.sent_at ?? new Date()
      return {
        is: 'claimed' as const,
        mode: 'send' as const,
        intent: { ...intent, attempt: intent.attempt + 1, sent_at: sentAt },
      }
    }
    const no = outageFor(spine, intent)
    if (no) return no
    await moveIntent(tx, id, { state: 'unknown', leaseSeconds })
    return { is: 'claimed' as const, mode: 'reconcile' as const, intent }
  })
}
