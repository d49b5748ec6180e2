import type { Deed } from '../../approvals/deed.ts'
import { approvalChannel } from '../../approvals/settings.ts'
import type { Tx } from '../../database/database.ts'
import { showId } from '../../ids.ts'
import type { Performing } from '../performing.ts'
import { postToChat } from '../sending/post-to-chat.ts'

/**
 * Posts to the team chat that an approval waits, where the account's settings name a channel and a chat is connected. The link
 * opens the console and decides nothing: whoever follows it must be signed in there.
 */
export async function tellApprovers<Desk>(
  spine: Performing<Desk>,
  tx: Tx,
  { approval, deed }: { approval: string; deed: Deed },
): Promise<void> {
  const channel = await approvalChannel(tx)
  if (channel === null) return
  const id = showId('apr', approval)
  const text = `${deed.tool} waits for approval: ${deed.preview.title}\n${spine.publicUrl()}/approvals/${id}`
  await postToChat(spine, tx, { channel, text, by: 'approvals', key: id })
}
