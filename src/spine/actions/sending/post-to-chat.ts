import type { Tx } from '../../database/database.ts'
import type { Performing } from '../performing.ts'
import { findVoice, say, type Saying } from './house-voice.ts'

/** A message of the house to the team. */
export interface HouseMessage extends Omit<Saying, 'input'> {
  readonly channel: string
  readonly text: string
}

/** Commits, in `tx`, to posting to the oldest connected chat, once; false where none is connected. */
export async function postToChat<Desk>(
  spine: Performing<Desk>,
  tx: Tx,
  { channel, text, ...said }: HouseMessage,
): Promise<boolean> {
  const chat = await findVoice(spine, tx, 'post_message')
  if (!chat) return false
  await say(spine, tx, chat, { ...said, input: { channel, text } })
  return true
}
