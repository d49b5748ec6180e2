import { isSame } from '../approvals/deed.ts'
import type { Preview } from '../connections/provided.ts'
import { showId } from '../ids.ts'
import { barred } from '../policies/decide.ts'
import { refusalOf } from '../policies/decide-for.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'
import { readIntent, type Intent } from './intent.ts'
import type { Performance, Performing } from './performing.ts'
import { wantedOf } from './permit.ts'
import { callBack, isRecallable } from './recall.ts'
import { findTool, parseInput, type Tool } from './tool.ts'
import { performWrite } from './write.ts'

/**
 * Takes a done write back through the compensation that its provider declares: an action like any other, with its own policy,
 * approval, key and audit, done once however often it is asked for. What was decided and not sent yet is called back. Throws Refusal
 * `unsupported` where it cannot be taken back, and `conflict` where the object has changed since, saying what.
 */
export async function undoIntent<Desk>(
  spine: Performing<Desk>,
  actor: Actor,
  id: string,
): Promise<Performance> {
  const done = await spine.db.tenant(actor.tenantId, tx => readIntent(tx, id))
  const own = findTool(spine.registry, done.tool)
  if (isRecallable(own, done)) return callBack(spine, actor, own, done.id)
  const { tool, input } = compensationOf(spine, done)
  const denial = barred(wantedOf(actor, tool, {}))
  if (denial) throw refusalOf(denial)
  return performWrite(spine, actor, tool, input, {
    key: `undo:${done.id}`,
    isWholeKey: true,
    wanted: showId('conn', done.connection_id),
    undoes: done.id,
    judge: now => refuseChanged(done, now),
  })
}

/** What would take a write back. Throws Refusal `conflict` for one that is not done, `unsupported` for one that cannot be undone. */
function compensationOf<Desk>(
  spine: Performing<Desk>,
  done: Intent,
): { tool: Tool<Desk>; input: Record<string, unknown> } {
  if (done.state !== 'succeeded')
    throw new Refusal(
      'conflict',
      `Only what was done can be undone; this is ${done.state.replaceAll('_', ' ')}.`,
    )
  const { by, name } = findTool(spine.registry, done.tool)
  const compensation = by.kind === 'connector' ? by.provided.undo?.(done.input, done.output) : undefined
  if (by.kind !== 'connector' || !compensation)
    throw new Refusal('unsupported', `What ${name} did cannot be taken back.`)
  const tool = findTool(spine.registry, `${by.connector}.${compensation.action}`)
  if (!done.preview || tool.by.kind !== 'connector' || !tool.by.provided.preview)
    throw new Refusal('unsupported', 'Nobody can tell whether this has changed since, so it is not undone.')
  return { tool, input: parseInput(tool.action.input, compensation.input) }
}

// Each field must still be as we left it; whoever changed it since would lose their change without a word.
function refuseChanged(done: Intent, now: Preview): void {
  const changed = (done.preview?.changes ?? []).flatMap(({ field, to }) => {
    const found = now.changes.find(change => change.field === field)
    if (found && isSame(plainly(found.from), plainly(to))) return []
    const is = found ? `is ${JSON.stringify(found.from)}` : 'is already what the undo would make it'
    return [`${field} was left as ${JSON.stringify(to)} and ${is}`]
  })
  if (changed.length > 0)
    throw new Refusal('conflict', `This has changed since, so it is not undone: ${changed.join('; ')}.`)
}

// Platforms end lines in their own way, which is nobody's change.
function plainly(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n').trimEnd() : value
}
