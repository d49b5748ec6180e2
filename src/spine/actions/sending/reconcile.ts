import type { Attempt, Finding, Provided } from '../../connections/provided.ts'
import { backoffSeconds } from '../../jobs/job.ts'
import { isRefusal, Refusal } from '../../refusal.ts'
import { handOver, succeed } from '../finish.ts'
import type { Intent } from '../intent.ts'
import type { Performing } from '../performing.ts'
import { patienceSeconds } from '../proposals/decide-proposed.ts'
import { settleSeconds } from './send.ts'
import { conclude, moveOn, type Step } from './step.ts'

/** A platform that loses what it is sent so often would go on for ever. */
const mostSendings = 8

const lost = 'A backup was restored, and this may have been done in the time that was lost.'

/** Finds out what became of a sending whose outcome is unknown: by asking the platform, or, where it cannot tell, a person. */
export async function reconcile<Desk>(
  spine: Performing<Desk>,
  tenantId: string,
  intent: Intent,
  provided: Provided<unknown>,
  attempt: Attempt,
): Promise<Step> {
  const toPerson = (evidence: string) =>
    conclude(spine, tenantId, intent, tx => handOver(spine, tx, intent, evidence))
  const known = intent.evidence ?? (intent.doubted_since ? lost : 'The process ended during the attempt.')
  if (!provided.probe) return toPerson(`${known} This platform cannot be asked whether it happened.`)
  let finding: Finding<unknown>
  try {
    const account = await spine.openAccount(tenantId, intent.connection_id)
    finding = await provided.probe(intent.input, account, attempt)
  } catch (error) {
    if (!isRefusal(error)) throw error
    if (intent.age_seconds > patienceSeconds)
      return toPerson(`${known} The platform could not be asked for a day: ${error.says}`)
    await moveOn(spine, tenantId, intent, 'unknown', { state: 'unknown' })
    return { is: 'again', afterSeconds: untilNextLook(intent, error), because: error }
  }
  if (finding.is === 'applied') {
    const output = provided.action.output.parse(finding.output)
    const evidence = finding.evidence
    return conclude(spine, tenantId, intent, tx =>
      succeed(spine, tx, intent, output, { isReconciled: true, ...(evidence !== undefined && { evidence }) }),
    )
  }
  if (finding.is === 'ambiguous') return toPerson(finding.evidence)
  if (intent.absences + 1 >= mostSendings * 2)
    return toPerson(`${known} It was sent ${intent.attempt} times, and the platform shows none of it.`)
  return absent(spine, tenantId, intent, provided)
}

// The longer it lasts, the longer the next look may wait; but how long a platform is out the circuit knows, and says. One answer that
// was lost is looked for again soon, however old the write.
function untilNextLook(intent: Intent, refusal: Refusal): number {
  const isLost = refusal.code === 'unavailable'
  const tries = isLost ? 4 : Math.floor(Math.log2(8 + Math.max(0, intent.age_seconds)))
  return Math.max(refusal.retryAfterSeconds ?? 0, backoffSeconds(tries))
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
  const isSure = absences % 2 === 0
  const wait = isHarmless ? (provided.settleSeconds ?? settleSeconds) : 60
  await moveOn(spine, tenantId, intent, 'unknown', {
    state: isSure ? 'waiting' : 'unknown',
    absences,
    isDoubtless: isSure,
  })
  return {
    is: 'again',
    afterSeconds: isSure ? 0 : wait,
    because: new Refusal('unknown_outcome', 'The platform does not show it yet.', {
      retryAfterSeconds: wait,
    }),
  }
}
