import type { Preview } from '../connections/provided.ts'
import { showId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'
import { chooseConnection } from './choose-connection.ts'
import { stepIntent } from './execute.ts'
import { addIntentJob } from './intent-job.ts'
import { keyOf } from './intent-key.ts'
import { findStanding, type Intent } from './intent.ts'
import type { Performance, Performing, Wish } from './performing.ts'
import { readPreview } from './proposals/preview.ts'
import { waitingToBeSent } from './recall.ts'
import { requestWrite, waitingFor } from './request-write.ts'
import { mustShow, type Tool } from './tool.ts'

interface How extends Pick<Wish, 'taint' | 'verified'> {
  readonly key: string
  readonly isWholeKey?: boolean
  readonly isUnheardOf?: boolean
  readonly wanted?: string | undefined
  readonly undoes?: string
  /** May refuse what the platform shows, before anything is committed. */
  readonly judge?: (preview: Preview) => void
}

/**
 * Writes through a platform, for somebody who waits: what stands already is answered again; else the preview is read where one is
 * due, the intent committed with the decision, and sent.
 */
export async function performWrite<Desk>(
  spine: Performing<Desk>,
  actor: Actor,
  tool: Tool<Desk>,
  input: Record<string, unknown>,
  how: How,
): Promise<Performance> {
  const { tenantId } = actor
  const { connectionId, standing } = await spine.db.tenant(tenantId, async tx => {
    if (tool.by.kind !== 'connector') throw new Error(`${tool.name} writes nothing outside.`)
    const { id } = chooseConnection(await spine.reachable(tx), tool.by.connector, how.wanted)
    const key = how.isWholeKey ? how.key : keyOf(tool, input, id, how.key)
    return {
      connectionId: id,
      standing: await findStanding(tx, { action: tool.action.name, key, input }),
    }
  })
  const isDue = !standing && (mustShow(tool) || how.judge !== undefined)
  const preview = isDue ? await readPreview(spine, tool, { tenantId, connectionId, input }) : undefined
  if (preview) how.judge?.(preview)
  const requested = await spine.db.tenant(tenantId, async tx =>
    standing
      ? ((await waitingFor(tx, standing)) ?? { is: 'committed' as const, intent: standing, isNew: false })
      : requestWrite(spine, tx, actor, tool, input, {
          key: how.key,
          isWholeKey: how.isWholeKey ?? false,
          isUnheardOf: how.isUnheardOf ?? false,
          wanted: showId('conn', connectionId),
          runs: 'now',
          preview,
          taint: how.taint,
          verified: how.verified,
          ...(how.undoes !== undefined && { undoes: how.undoes }),
        }),
  )
  if (requested.is === 'waiting_for_approval') return requested
  return finishNow(spine, tenantId, requested)
}

async function finishNow<Desk>(
  spine: Performing<Desk>,
  tenantId: string,
  { intent, isNew }: { intent: Intent; isNew: boolean },
): Promise<Performance> {
  const step =
    intent.state === 'waiting'
      ? await stepIntent(spine, tenantId, intent.id)
      : { is: 'done' as const, intent }
  // Its job stands already.
  if (step.is === 'again' && step.isRecallable) return waitingToBeSent(intent, step.afterSeconds)
  if (step.is === 'again') {
    await spine.db.tenant(tenantId, tx => addIntentJob(spine, tx, intent, step.afterSeconds))
    throw step.because
  }
  return performanceOf(step.intent, !isNew)
}

function performanceOf(intent: Intent, isReplay: boolean): Performance {
  if (intent.state === 'succeeded' && intent.output) {
    return { is: 'done', output: intent.output, intent: showId('int', intent.id), isReplay }
  }
  if (intent.state === 'refused' && intent.refusal)
    throw new Refusal(intent.refusal.code, intent.refusal.says)
  const says =
    intent.state === 'needs_person'
      ? 'Nobody but a person can tell whether this happened; it waits for one.'
      : 'This is under way and will be finished or reconciled by itself.'
  throw new Refusal('unknown_outcome', `${says} See ${showId('int', intent.id)}.`)
}
