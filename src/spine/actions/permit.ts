import type { Preview } from '../connections/provided.ts'
import type { Tx } from '../database/database.ts'
import { decideFor, refusalOf, type Wanted } from '../policies/decide-for.ts'
import type { Deed } from '../policies/question.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'
import type { Intent } from './intent.ts'
import type { Wish } from './performing.ts'
import type { Tool } from './tool.ts'

/** A wish as the policy is asked about it. */
export type WantedBy = Wanted & { readonly actor: Actor }

/** What an actor wants of a tool, as far as it is known before the platform was asked. */
export function wantedOf<Desk>(
  actor: Actor,
  tool: Tool<Desk>,
  { taint, verified }: Pick<Wish, 'taint' | 'verified'>,
): WantedBy {
  return { actor, tool: tool.name, risk: tool.action.risk, permission: tool.permission, taint, verified }
}

/** A committed write as caps count it and the policy is asked about it again, long after its asker has gone. */
export function deedOf<Desk>(tool: Tool<Desk>, intent: Intent): Deed {
  return {
    tool: tool.name,
    risk: tool.action.risk,
    actor: intent.actor,
    connection: intent.connection_id,
    preview: shownBy(tool, intent.preview ?? undefined),
    taint: intent.taint ?? undefined,
    verified: intent.verified ?? undefined,
  }
}

/** A preview that the platform itself gave; what only repeats the input proves nothing. */
export function shownBy<Desk>({ by }: Tool<Desk>, preview: Preview | undefined): Preview | undefined {
  return by.kind === 'connector' && by.provided.preview ? preview : undefined
}

/**
 * Lets a read, or a solution's own action, pass or refuses it, in the deed's own transaction. These show nothing that people could
 * approve, so they are done at once or not at all.
 */
export async function permit(tx: Tx, wanted: Wanted): Promise<void> {
  const verdict = await decideFor(tx, wanted)
  if (verdict.is === 'deny') throw refusalOf(verdict)
  if (verdict.is === 'approve')
    throw new Refusal('forbidden', `${verdict.says} It cannot be laid before people.`)
}
