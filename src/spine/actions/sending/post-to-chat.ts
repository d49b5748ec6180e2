import type { Tx } from '../../database/database.ts'
import { nextId } from '../../ids.ts'
import { addIntentJob } from '../intent-job.ts'
import { keyOf } from '../intent-key.ts'
import { commitIntent } from '../intent.ts'
import type { Performing } from '../performing.ts'

/** A message of the house to the team; `by` is who of the house speaks, `key` names what is told. */
export interface HouseMessage {
  readonly channel: string
  readonly text: string
  readonly by: string
  readonly key: string
  /** Messages of one lane are posted in their order. */
  readonly lane?: string
}

/** Commits, in `tx`, to posting to the oldest connected chat, once; false where none is connected. */
export async function postToChat<Desk>(
  spine: Performing<Desk>,
  tx: Tx,
  { channel, text, by, key, lane }: HouseMessage,
): Promise<boolean> {
  const chat = (await spine.reachable(tx)).find(({ connector }) =>
    spine.registry.has(`${connector}.post_message`),
  )
  const tool = chat && spine.registry.get(`${chat.connector}.post_message`)
  if (!chat || !tool || tool.action.risk !== 'internal') return false
  const input = tool.action.input.parse({ channel, text })
  const { intent } = await commitIntent(tx, {
    id: nextId(),
    action: tool.action.name,
    tool: tool.name,
    connectionId: chat.id,
    key: keyOf(tool, input, chat.id, `${by}:${key}`),
    input,
    actor: { kind: 'system', id: by, name: by, via: 'job' },
    state: 'waiting',
  })
  await addIntentJob(spine, tx, intent, 0, lane)
  return true
}
