import { z } from 'zod'
import { Refusal } from '#spine/refusal.ts'
import type { SlackAccount } from './client.ts'
import { channelId } from './credentials.ts'

/** What we read of a message. Other apps' metadata may have any shape; ours has a key. */
export const Message = z.object({
  ts: z.string(),
  metadata: z
    .object({ event_type: z.string(), event_payload: z.object({ key: z.string() }) })
    .optional()
    .catch(undefined),
})
export type Message = z.output<typeof Message>

const eventType = 'storewright'

export function metadataOf(key: string) {
  return { event_type: eventType, event_payload: { key } }
}

export function isOurs(message: Message, key: string): boolean {
  return message.metadata?.event_type === eventType && message.metadata.event_payload.key === key
}

/** The channel's id; `default` is the one named with the credentials. */
export function channelOf(account: SlackAccount, channel: string): string {
  const id = channel === 'default' ? account.credentials.defaultChannel : channel
  if (id !== undefined && channelId.test(id)) return id
  throw new Refusal(
    'invalid_input',
    "Name the Slack channel by its id (C…), shown at the end of the channel's details.",
  )
}

/** A thread is named by the timestamp of its first message. */
export function threadOf(thread: string | undefined): string | undefined {
  if (thread === undefined || /^\d{1,12}\.\d{1,6}$/.test(thread)) return thread
  throw new Refusal('invalid_input', `'${thread}' is not the timestamp of a Slack message.`)
}

/** Slack reads `<!channel>` and links in angle brackets: a customer's words must not ring anybody. */
export function plainText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
