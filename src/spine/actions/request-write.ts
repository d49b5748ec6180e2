import { appendAudit } from '../audit/append.ts'
import { deedHash, type Deed } from '../approvals/deed.ts'
import { approvalSeconds, lockApprovalOf, requestApproval } from '../approvals/request.ts'
import type { Preview } from '../connections/provided.ts'
import type { Tx } from '../database/database.ts'
import { nextId, showId } from '../ids.ts'
import { barred } from '../policies/decide.ts'
import { decideFor, refusalOf } from '../policies/decide-for.ts'
import type { Verdict } from '../policies/question.ts'
import { reserve } from '../policies/reserve.ts'
import type { Actor } from '../tenancy/actor.ts'
import { chooseConnection } from './choose-connection.ts'
import { askerName } from './finish.ts'
import { addIntentJob } from './intent-job.ts'
import { keyOf } from './intent-key.ts'
import { commitIntent, findStanding, moveIntent, type Asker, type Intent } from './intent.ts'
import type { Performance, Performing, Wish } from './performing.ts'
import { deedOf, shownBy, wantedOf } from './permit.ts'
import { plainPreview } from './proposals/preview.ts'
import { tellHooks } from '../hooks/tell.ts'
import { tellApprovers } from './proposals/tell-approvers.ts'
import { leaseSeconds } from './sending/step.ts'
import { mustShow, type Tool } from './tool.ts'

type Approving = Extract<Verdict, { is: 'approve' }>

type Waiting = Extract<Performance, { is: 'waiting_for_approval' }>

/** What `requestWrite` made of a wish. */
export type Requested =
  | { readonly is: 'committed'; readonly intent: Intent; readonly isNew: boolean }
  | Waiting

interface How extends Pick<Wish, 'taint' | 'verified'> {
  readonly key: string
  /** Instead of the key made of fact and connection: for a deed that is named by another, as an undo is. */
  readonly isWholeKey?: boolean
  /** The key was made for this wish, and names it alone unless its fact does. */
  readonly isUnheardOf?: boolean
  readonly wanted?: string | undefined
  readonly runs: 'now' | 'by-job'
  readonly lane?: string
  /** Read before this transaction: no transaction is held open over the network. */
  readonly preview?: Preview | undefined
  readonly undoes?: string
}

/**
 * Commits the intent of an outside write in the caller's transaction. With `runs: 'by-job'` a job carries it out after the commit,
 * in its lane's order: this is how solutions act. Where a preview is due and none is given, the job reads it and then decides.
 */
export async function requestWrite<Desk>(
  spine: Performing<Desk>,
  tx: Tx,
  actor: Actor,
  tool: Tool<Desk>,
  input: Record<string, unknown>,
  how: How,
): Promise<Requested> {
  if (tool.by.kind !== 'connector') throw new Error(`${tool.name} writes nothing outside.`)
  const connection = chooseConnection(await spine.reachable(tx), tool.by.connector, how.wanted).id
  const key = how.isWholeKey ? how.key : keyOf(tool, input, connection, how.key)
  const wanted = wantedOf(actor, tool, how)
  const denial = barred(wanted)
  if (denial) throw refusalOf(denial)
  const standing = await findStanding(tx, { action: tool.action.name, key, input })
  if (standing) return (await waitingFor(tx, standing)) ?? { is: 'committed', intent: standing, isNew: false }
  // Nothing can be decided of what nobody has seen; the job that shows it decides.
  const isBlind = mustShow(tool) && !how.preview
  const shown = shownBy(tool, how.preview)
  const isHeldLater = how.runs === 'by-job'
  const verdict = isBlind
    ? undefined
    : await decideFor(tx, { ...wanted, connection, preview: shown }, { isHeldLater })
  if (verdict?.is === 'deny') throw refusalOf(verdict)
  const preview = how.preview ?? (verdict?.is === 'approve' ? plainPreview(tool, input) : undefined)
  const deed = preview && { tool: tool.name, connection, input, preview, key }
  const { intent, isNew } = await commitIntent(tx, {
    id: nextId(),
    action: tool.action.name,
    tool: tool.name,
    connectionId: connection,
    key,
    input,
    actor: askerOf(actor),
    state: verdict?.is === 'allow' ? 'waiting' : 'proposed',
    ...(deed && { preview: deed.preview, hash: deedHash(deed) }),
    undoes: how.undoes,
    taint: how.taint,
    verified: how.verified,
    isUnheardOf: how.isUnheardOf === true && tool.action.fact === undefined,
  })
  if (!isNew) return (await waitingFor(tx, intent)) ?? { is: 'committed', intent, isNew }
  if (verdict?.is === 'approve' && deed) return askPeople(spine, tx, { intent, tool, deed, verdict })
  if (verdict) await reserve(tx, intent.id, deedOf(tool, intent))
  // What may still be called back goes by a job in any case: nobody waits for it at the door. Also what runs at once has a job, for
  // the case that its process ends before it does.
  const { recallSeconds } = tool.action
  const byJob = how.runs === 'by-job' || recallSeconds !== undefined
  await addIntentJob(spine, tx, intent, byJob ? (recallSeconds ?? 0) : leaseSeconds + 5, how.lane)
  return { is: 'committed', intent, isNew }
}

function askerOf({ kind, id, name, via, role }: Actor): Asker {
  return { kind, id, name, via, ...(role && { role }) }
}

/** The approval for which an intent waits, if it does. */
export async function waitingFor(tx: Tx, intent: Intent): Promise<Waiting | undefined> {
  if (intent.state !== 'proposed') return undefined
  const approval = await lockApprovalOf(tx, intent.id)
  if (approval?.state !== 'waiting') return undefined
  return {
    is: 'waiting_for_approval',
    approval: showId('apr', approval.id),
    says: "This waits for a person's approval already.",
  }
}

/** Decides upon a proposed intent now that its preview was read: it may then be sent, or waits for people. Throws
 * Refusal `forbidden`, and `rate_limited` where a cap is full now. */
export async function decideProposal<Desk>(
  spine: Performing<Desk>,
  tx: Tx,
  proposed: { actor: Actor; intent: Intent; tool: Tool<Desk>; preview: Preview },
): Promise<void> {
  const { actor, intent, tool, preview } = proposed
  const { permission } = tool
  const wanted = { ...deedOf(tool, intent), actor, permission, preview: shownBy(tool, preview) }
  const verdict = await decideFor(tx, wanted, { isHeldLater: true })
  if (verdict.is === 'deny') throw refusalOf(verdict)
  const deed = {
    tool: tool.name,
    connection: intent.connection_id,
    input: intent.input,
    preview,
    key: intent.key,
  }
  const isAllowed = verdict.is === 'allow'
  const proposal = { preview, hash: deedHash(deed) }
  await moveIntent(tx, intent.id, { state: isAllowed ? 'waiting' : 'proposed', proposal })
  if (verdict.is === 'allow') await reserve(tx, intent.id, wanted)
  else await askPeople(spine, tx, { intent, tool, deed, verdict })
}

async function askPeople<Desk>(
  spine: Performing<Desk>,
  tx: Tx,
  { intent, tool, deed, verdict }: { intent: Intent; tool: Tool<Desk>; deed: Deed; verdict: Approving },
): Promise<Waiting> {
  const approval = await requestApproval(tx, {
    intentId: intent.id,
    deed,
    risk: tool.action.risk,
    requester: intent.actor,
    because: verdict.says,
    needed: verdict.approvals,
    needsFreshSignIn: verdict.freshSignIn,
  })
  await tellApprovers(spine, tx, { approval, deed })
  await tellHooks(tx, 'approval.requested', {
    approval: showId('apr', approval),
    intent: showId('int', intent.id),
  })
  // Nobody may come: it then ends by itself.
  await addIntentJob(spine, tx, intent, approvalSeconds + 1, `expiry:${intent.id}`)
  await appendAudit(tx, {
    actor: askerName(intent.actor),
    via: intent.actor.via,
    deed: 'approval.requested',
    subject: `approval ${approval}`,
    outcome: 'waiting',
    details: { tool: tool.name, intent: intent.id, hash: deedHash(deed).toString('hex') },
  })
  return { is: 'waiting_for_approval', approval: showId('apr', approval), says: verdict.says }
}
