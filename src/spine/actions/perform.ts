import { appendAudit } from '../audit/append.ts'
import { requestApproval } from '../approvals/request.ts'
import type { Tx } from '../database/database.ts'
import { timeOrderedId } from '../events/fingerprint.ts'
import { readId, showId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'
import { countUse } from './caps.ts'
import { stepIntent } from './execute.ts'
import { askerName } from './finish.ts'
import { commitIntent, type Asker, type Intent } from './intent.ts'
import type { Performing, Reachable } from './performing.ts'
import { decide } from './policy.ts'
import { findTool, parseInput, toolInput, type Tool } from './tool.ts'

/** What a door hands over. `key` names the deed where the input does not: the same key never acts twice. */
export interface Wish {
  readonly tool: string
  readonly input: unknown
  readonly key?: string
}

/** The end of a performance, as doors show it. */
export type Performance =
  | {
      readonly is: 'done'
      readonly output: Record<string, unknown>
      readonly intent?: string
      readonly isReplay: boolean
    }
  | { readonly is: 'waiting_for_approval'; readonly approval: string; readonly says: string }

/**
 * The one way to act: parse, permission, policy, caps, approval, intent, provider, reconcile, result with audit.
 * Throws a Refusal with the reason otherwise; `unknown_outcome` means that it is being found out and must not be repeated by hand.
 */
export async function perform<Desk>(spine: Performing<Desk>, actor: Actor, wish: Wish): Promise<Performance> {
  const tool = findTool(spine.registry, wish.tool)
  const input = parseInput(toolInput(tool), wish.input)
  const answer = decide({ actor, tool: tool.name, permission: tool.permission, risk: tool.action.risk })
  if (answer.is === 'deny') throw new Refusal('forbidden', answer.says)
  if (tool.by.kind === 'solution') return performOwn(spine, actor, tool, tool.by, input)
  const { connection, ...own } = input
  if (tool.action.risk === 'read' || tool.action.risk === 'personal') {
    return performRead(spine, actor, tool, own, typeof connection === 'string' ? connection : undefined)
  }
  return performWrite(spine, actor, tool, own, wish, typeof connection === 'string' ? connection : undefined)
}

async function performOwn<Desk>(
  spine: Performing<Desk>,
  actor: Actor,
  tool: Tool<Desk>,
  { own, solution }: Extract<Tool<Desk>['by'], { kind: 'solution' }>,
  input: Record<string, unknown>,
): Promise<Performance> {
  const desk = spine.deskOf(solution)
  const gathered = await own.gather(input, { actor, desk })
  const output = await spine.db.tenant(actor.tenantId, async tx => {
    const isWrite = tool.action.risk !== 'read' && tool.action.risk !== 'personal'
    if (isWrite) await countUse(tx, tool.name)
    const answer = tool.action.output.parse(await own.run(input, { actor, tx, desk }, gathered))
    if (isWrite) await auditDeed(tx, actor, tool.name, 'succeeded')
    return answer
  })
  spine.count(tool.name, 'succeeded')
  return { is: 'done', output, isReplay: false }
}

async function performRead<Desk>(
  spine: Performing<Desk>,
  actor: Actor,
  tool: Tool<Desk>,
  input: Record<string, unknown>,
  wanted: string | undefined,
): Promise<Performance> {
  if (tool.by.kind !== 'connector') throw new Error('A read of a solution is its own.')
  const { connector, provided } = tool.by
  const connection = await spine.db.tenant(actor.tenantId, async tx => {
    const chosen = choose(await spine.reachable(tx), connector, wanted)
    // Who looked at personal data is on record; the solutions' own looking is not news.
    if (tool.action.risk === 'personal' && actor.kind !== 'solution')
      await auditDeed(tx, actor, tool.name, 'read')
    return chosen
  })
  const account = await spine.openAccount(actor.tenantId, connection.id)
  const attempt = { key: timeOrderedId(), since: new Date().toISOString() }
  const output = tool.action.output.parse(await provided.run(input, account, attempt))
  spine.count(tool.name, 'succeeded')
  return { is: 'done', output, isReplay: false }
}

async function performWrite<Desk>(
  spine: Performing<Desk>,
  actor: Actor,
  tool: Tool<Desk>,
  input: Record<string, unknown>,
  wish: Wish,
  wanted: string | undefined,
): Promise<Performance> {
  const requested = await spine.db.tenant(actor.tenantId, tx =>
    requestWrite(spine, tx, actor, tool, input, { key: wish.key, wanted, runs: 'now' }),
  )
  if (requested.is === 'waiting_for_approval') return requested
  const { intent, isNew } = requested
  const step =
    intent.state === 'waiting'
      ? await stepIntent(spine, actor.tenantId, intent.id)
      : { is: 'done' as const, intent }
  if (step.is === 'again') {
    await spine.db.tenant(actor.tenantId, tx => addIntentJob(spine, tx, intent, step.afterSeconds))
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

/** What `requestWrite` made of a wish. */
export type Requested =
  | { readonly is: 'committed'; readonly intent: Intent; readonly isNew: boolean }
  | Extract<Performance, { is: 'waiting_for_approval' }>

/**
 * Commits the intent of an outside write in the caller's transaction. With `runs: 'by-job'` a job carries it out after the commit,
 * in its lane's order: this is how solutions act.
 */
export async function requestWrite<Desk>(
  spine: Performing<Desk>,
  tx: Tx,
  actor: Actor,
  tool: Tool<Desk>,
  input: Record<string, unknown>,
  how: { key?: string | undefined; wanted?: string | undefined; runs: 'now' | 'by-job'; lane?: string },
): Promise<Requested> {
  if (tool.by.kind !== 'connector') throw new Error(`${tool.name} writes nothing outside.`)
  const connection = choose(await spine.reachable(tx), tool.by.connector, how.wanted)
  const asker: Asker = { kind: actor.kind, id: actor.id, name: actor.name, via: actor.via }
  const { intent, isNew } = await commitIntent(tx, {
    id: timeOrderedId(),
    action: tool.action.name,
    tool: tool.name,
    connectionId: connection.id,
    key: keyOf(tool, input, connection, how.key ?? timeOrderedId()),
    input,
    actor: asker,
  })
  const answer = decide({ actor, tool: tool.name, permission: tool.permission, risk: tool.action.risk })
  if (answer.is === 'deny') throw new Refusal('forbidden', answer.says)
  if (answer.is === 'approve') {
    const preview = { tool: tool.name, says: tool.action.says, input }
    const approval = await requestApproval(tx, {
      intentId: intent.id,
      action: tool.name,
      risk: tool.action.risk,
      preview,
      requestedBy: askerName(asker),
    })
    return { is: 'waiting_for_approval', approval: showId('apr', approval), says: answer.says }
  }
  if (isNew) await countUse(tx, tool.name)
  if (isNew && how.runs === 'by-job') await addIntentJob(spine, tx, intent, 0, how.lane)
  return { is: 'committed', intent, isNew }
}

// The fact's own key comes first: then the caller's, bound to the connection like it.
function keyOf<Desk>(
  tool: Tool<Desk>,
  input: Record<string, unknown>,
  connection: Reachable,
  key: string,
): string {
  const fact = tool.action.fact?.(input as never)
  return `${connection.id}:${fact ?? key}`.slice(0, 255)
}

function addIntentJob<Desk>(
  spine: Performing<Desk>,
  tx: Tx,
  intent: Intent,
  afterSeconds: number,
  lane?: string,
): Promise<void> {
  return spine.add(tx, [
    {
      queue: 'actions',
      tenantId: tx.tenantId,
      lane: lane ?? `intent:${intent.id}`,
      data: { intent: intent.id },
      afterSeconds,
    },
  ])
}

function choose(reachable: readonly Reachable[], connector: string, wanted: string | undefined): Reachable {
  const fitting = reachable.filter(connection => connection.connector === connector)
  if (wanted !== undefined) {
    const id = readId('conn', wanted)
    const found = fitting.find(connection => connection.id === id)
    if (!found) throw new Refusal('not_found', `There is no active ${connector} connection of that id.`)
    return found
  }
  const [only, second] = fitting
  if (!only) throw new Refusal('unsupported', `${connector} is not connected, or its connection is paused.`)
  if (second) {
    throw new Refusal('invalid_input', `${connector} is connected more than once: say which connection.`, {
      flaws: [{ pointer: '/connection', message: 'required here' }],
    })
  }
  return only
}

function auditDeed(tx: Tx, actor: Actor, deed: string, outcome: string): Promise<void> {
  return appendAudit(tx, { actor: askerName(actor), via: actor.via, deed, outcome })
}
