import { appendAudit } from '../audit/append.ts'
import { deedHash, type Deed } from '../approvals/deed.ts'
import { approvalSeconds, lockApprovalOf, requestApproval } from '../approvals/request.ts'
import type { Preview } from '../connections/provided.ts'
import type { Tx } from '../database/database.ts'
import { timeOrderedId } from '../events/fingerprint.ts'
import { showId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'
import { countUse } from './caps.ts'
import { chooseConnection } from './choose-connection.ts'
import { askerName } from './finish.ts'
import { addIntentJob } from './intent-job.ts'
import { keyOf } from './intent-key.ts'
import { commitIntent, moveIntent, type Intent } from './intent.ts'
import type { Performance, Performing } from './performing.ts'
import { decide } from './policy.ts'
import { plainPreview } from './proposals/preview.ts'
import { tellApprovers } from './proposals/tell-approvers.ts'
import { mustShow, type Tool } from './tool.ts'

type Waiting = Extract<Performance, { is: 'waiting_for_approval' }>

/** What `requestWrite` made of a wish. */
export type Requested =
  | { readonly is: 'committed'; readonly intent: Intent; readonly isNew: boolean }
  | Waiting

interface How {
  readonly key: string
  /** Instead of the key made of fact and connection: for a deed that is named by another, as an undo is. */
  readonly isWholeKey?: boolean
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
  const answer = decide({ actor, tool: tool.name, permission: tool.permission, risk: tool.action.risk })
  if (answer.is === 'deny') throw new Refusal('forbidden', answer.says)
  const isBlind = mustShow(tool) && !how.preview
  const preview = how.preview ?? (answer.is === 'approve' ? plainPreview(tool, input) : undefined)
  const deed = preview && !isBlind ? { tool: tool.name, connection, input, preview, key } : undefined
  const { intent, isNew } = await commitIntent(tx, {
    id: timeOrderedId(),
    action: tool.action.name,
    tool: tool.name,
    connectionId: connection,
    key,
    input,
    actor: { kind: actor.kind, id: actor.id, name: actor.name, via: actor.via },
    state: isBlind || answer.is === 'approve' ? 'proposed' : 'waiting',
    ...(deed && { preview: deed.preview, hash: deedHash(deed) }),
    undoes: how.undoes,
  })
  if (!isNew) return (await waitingFor(tx, intent)) ?? { is: 'committed', intent, isNew }
  if (answer.is === 'approve' && deed) return askPeople(spine, tx, { intent, tool, deed, says: answer.says })
  if (!isBlind) await countUse(tx, tool.name)
  if (how.runs === 'by-job') await addIntentJob(spine, tx, intent, 0, how.lane)
  return { is: 'committed', intent, isNew }
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

/** Decides upon a proposed intent now that its preview was read: it may then be sent, or waits for people. Throws Refusal `forbidden`. */
export async function decideProposal<Desk>(
  spine: Performing<Desk>,
  tx: Tx,
  proposed: { actor: Actor; intent: Intent; tool: Tool<Desk>; preview: Preview },
): Promise<void> {
  const { actor, intent, tool, preview } = proposed
  const answer = decide({ actor, tool: tool.name, permission: tool.permission, risk: tool.action.risk })
  if (answer.is === 'deny') throw new Refusal('forbidden', answer.says)
  const deed = {
    tool: tool.name,
    connection: intent.connection_id,
    input: intent.input,
    preview,
    key: intent.key,
  }
  const isAllowed = answer.is === 'allow'
  const proposal = { preview, hash: deedHash(deed) }
  await moveIntent(tx, intent.id, { state: isAllowed ? 'waiting' : 'proposed', proposal })
  if (isAllowed) await countUse(tx, tool.name)
  else await askPeople(spine, tx, { intent, tool, deed, says: answer.says })
}

async function askPeople<Desk>(
  spine: Performing<Desk>,
  tx: Tx,
  { intent, tool, deed, says }: { intent: Intent; tool: Tool<Desk>; deed: Deed; says: string },
): Promise<Waiting> {
  const approval = await requestApproval(tx, {
    intentId: intent.id,
    deed,
    risk: tool.action.risk,
    requester: intent.actor,
    because: says,
  })
  await tellApprovers(spine, tx, { approval, deed })
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
  return { is: 'waiting_for_approval', approval: showId('apr', approval), says }
}
