import type { Tx } from '../../database/database.ts'
import { nextId } from '../../ids.ts'
import { addIntentJob } from '../intent-job.ts'
import { keyOf } from '../intent-key.ts'
import { commitIntent } from '../intent.ts'
import type { Performing } from '../performing.ts'
import type { Tool } from '../tool.ts'

/** By what the house itself tells the team something: a tool, and whose. */
export interface Voice<Desk> {
  readonly tool: Tool<Desk>
  readonly connectionId: string
}

/** What is said: `by` is who of the house speaks, `key` names what is told and to whom. */
export interface Saying {
  readonly input: Readonly<Record<string, unknown>>
  readonly by: string
  readonly key: string
  /** What is said in one lane is said in its order. */
  readonly lane?: string | undefined
}

/** The oldest connection that provides an action which only the own team notices; undefined where none is connected. */
export async function findVoice<Desk>(
  spine: Pick<Performing<Desk>, 'reachable' | 'registry'>,
  tx: Tx,
  action: string,
): Promise<Voice<Desk> | undefined> {
  for (const { id, connector } of await spine.reachable(tx)) {
    const tool = spine.registry.get(`${connector}.${action}`)
    if (tool?.action.risk === 'internal') return { tool, connectionId: id }
  }
  return undefined
}

/** Commits, in `tx`, to saying it once. */
export async function say<Desk>(
  spine: Performing<Desk>,
  tx: Tx,
  { tool, connectionId }: Voice<Desk>,
  { input: said, by, key, lane }: Saying,
): Promise<void> {
  const input = tool.action.input.parse(said)
  const { intent, isNew } = await commitIntent(tx, {
    id: nextId(),
    action: tool.action.name,
    tool: tool.name,
    connectionId,
    key: keyOf(tool, input, connectionId, `${by}:${key}`),
    input,
    actor: { kind: 'system', id: by, name: by, via: 'job' },
    state: 'waiting',
  })
  if (isNew) await addIntentJob(spine, tx, intent, 0, lane)
}
