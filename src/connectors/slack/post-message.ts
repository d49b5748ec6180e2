import { z } from 'zod'
import { postMessage } from '#commerce/messages.ts'
import { provide } from '#spine/actions/provide.ts'
import { ask, type SlackAccount } from './client.ts'
import { channelOf, isOurs, Message, metadataOf, plainText, threadOf } from './message.ts'

const Posted = z.object({ ts: z.string(), channel: z.string() })
const Page = z.object({
  messages: z.array(Message),
  response_metadata: z.object({ next_cursor: z.string().optional() }).nullish(),
})

const mostPages = 20

/** Posts with the attempt's key in the message's metadata: Slack knows no idempotency keys, so that is how we find it again. */
export const slackPostMessage = provide(postMessage, {
  async run(input, account: SlackAccount, attempt) {
    const thread = threadOf(input.thread)
    const args = {
      channel: channelOf(account, input.channel),
      text: plainText(input.text),
      metadata: metadataOf(attempt.key),
      unfurl_links: false,
      unfurl_media: false,
      ...(thread && { thread_ts: thread }),
    }
    const { answer } = await ask(account, { verb: 'POST', method: 'chat.postMessage', args }, Posted)
    return { message: answer.ts, channel: answer.channel }
  },
  async probe(input, account, attempt) {
    const channel = channelOf(account, input.channel)
    const oldest = (Date.parse(attempt.since) / 1000 - 5 * 60).toFixed(6)
    const found = new Set<string>()
    for await (const message of messages(account, { channel, oldest }, threadOf(input.thread))) {
      if (message === 'more')
        return { is: 'ambiguous', evidence: 'Too many messages since then to look at each.' }
      if (isOurs(message, attempt.key)) found.add(message.ts)
    }
    const [first, ...others] = found
    if (first === undefined) return { is: 'absent' }
    if (others.length > 0)
      return { is: 'ambiguous', evidence: `More than one message is ours: ${[...found].join(', ')}.` }
    return {
      is: 'applied',
      output: { message: first, channel },
      evidence: `Message ${first} carries our key.`,
    }
  },
})

/** The channel's messages, or one thread's: a reply is not part of the channel's history. */
async function* messages(
  account: SlackAccount,
  place: { channel: string; oldest: string },
  thread: string | undefined,
): AsyncGenerator<Message | 'more'> {
  const method = thread === undefined ? 'conversations.history' : 'conversations.replies'
  let cursor: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const args = {
      ...place,
      ...(thread && { ts: thread }),
      ...(cursor && { cursor }),
      include_all_metadata: true,
      limit: 200,
    }
    const { answer } = await ask(account, { verb: 'GET', method, args }, Page)
    yield* answer.messages
    const next = answer.response_metadata?.next_cursor
    if (!next || next === cursor) return
    cursor = next
  }
  yield 'more'
}
