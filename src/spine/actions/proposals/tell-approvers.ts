import type { Deed } from '../../approvals/deed.ts'
import { approvalChannel } from '../../approvals/settings.ts'
import type { Tx } from '../../database/database.ts'
import { timeOrderedId } from '../../events/fingerprint.ts'
import { showId } from '../../ids.ts'
import { addIntentJob } from '../intent-job.ts'
import { keyOf } from '../intent-key.ts'
import { commitIntent } from '../intent.ts'
import type { Performing } from '../performing.ts'

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
  const chat = (await spine.reachable(tx)).find(({ connector }) =>
    spine.registry.has(`${connector}.post_message`),
  )
  const tool = chat && spine.registry.get(`${chat.connector}.post_message`)
  if (!chat || !tool || tool.action.risk !== 'internal') return
  const id = showId('apr', approval)
  const text = `${deed.tool} waits for approval: ${deed.preview.title}\n${spine.publicUrl()}/approvals/${id}`
  const input = tool.action.input.parse({ channel, text })
  const { intent } = await commitIntent(tx, {
    id: timeOrderedId(),
    action: tool.action.name,
    tool: tool.name,
    connectionId: chat.id,
    key: keyOf(tool, input, chat.id, `approval:${id}`),
    input,
    actor: { kind: 'system', id: 'approvals', name: 'approvals', via: 'job' },
    state: 'waiting',
  })
  await addIntentJob(spine, tx, intent, 0)
}
