import { parseJson } from '../http.ts'
import type { HttpRequest } from '../http.ts'
import { history, thread } from './history.ts'
import type { Asked } from './history.ts'
import { bot, metadataShape } from './workspace.ts'
import type { Channel, Draft, Message, Workspace } from './workspace.ts'

export type Reply = { ok: boolean; error?: string; [more: string]: unknown }

/** The arguments, wherever they came: query, form (where nested ones are JSON text) or JSON body. */
export function argumentsOf({ query, headers, body }: HttpRequest): Asked | undefined {
  const asked = Object.fromEntries(query)
  if (body.length === 0) return asked
  if (!headers['content-type']?.startsWith('application/json')) {
    const form = Object.entries(Object.fromEntries(new URLSearchParams(body.toString())))
    const isNested = (name: string) => name === 'metadata' || name === 'blocks'
    const read = form.map(([name, value]): [string, unknown] => [
      name,
      isNested(name) ? parseJson(Buffer.from(value)) : value,
    ])
    return { ...asked, ...Object.fromEntries(read) }
  }
  const json = parseJson(body)
  return typeof json === 'object' && json !== null ? { ...asked, ...json } : undefined
}

export function authTest(url: string): Reply {
  const { user: user_id, bot_id } = bot
  return { ok: true, url, team: 'Sandbox', user: 'storefront', team_id: 'T0SANDBOX', user_id, bot_id }
}

/** What is wrong with a channel for somebody who wants to write to it. */
export function channelError(channel: Channel | undefined): string | undefined {
  if (!channel) return 'channel_not_found'
  if (channel.isArchived) return 'is_archived'
  return channel.isMember === false ? 'not_in_channel' : undefined
}

/** What is wrong with a message; the order of the checks is ours, the words are the platform's. */
export function messageError(workspace: Workspace, channel: string, asked: Asked): string | undefined {
  const { text, blocks, metadata, thread_ts } = asked
  if (blocks !== undefined && !Array.isArray(blocks)) return 'invalid_blocks_format'
  if (Array.isArray(blocks) && blocks.length > 50) return 'invalid_blocks'
  if (!text && !(Array.isArray(blocks) && blocks.length > 0)) return 'no_text'
  if (typeof text === 'string' && text.length > 40_000) return 'msg_too_long'
  if (metadata !== undefined && !metadataShape.safeParse(metadata).success) return 'invalid_metadata_format'
  if (thread_ts === undefined) return undefined
  const parent = workspace.find(channel, String(thread_ts))
  if (!parent) return 'thread_not_found'
  return parent.thread_ts ? 'cannot_reply_to_message' : undefined
}

export function postMessage(workspace: Workspace, channel: string, asked: Asked): Reply {
  const metadata = metadataShape.safeParse(asked['metadata'])
  const draft: Draft = {
    channel,
    text: String(asked['text'] ?? ''),
    ...(Array.isArray(asked['blocks']) && { blocks: asked['blocks'] }),
    ...(asked['thread_ts'] !== undefined && { thread_ts: String(asked['thread_ts']) }),
    ...(metadata.success && { metadata: metadata.data }),
  }
  const message = workspace.post(draft)
  return { ok: true, channel, ts: message.ts, message: withoutChannel(message) }
}

export function readChannel(workspace: Workspace, method: string, asked: Asked): Reply {
  const channel = workspace.channel(String(asked['channel'] ?? ''))
  if (!channel) return { ok: false, error: 'channel_not_found' }
  if (channel.isMember === false) return { ok: false, error: 'not_in_channel' }
  if (method === 'conversations.history') return history(workspace, channel.id, asked)
  const parent = workspace.find(channel.id, String(asked['ts'] ?? ''))
  return parent ? thread(workspace, parent, asked) : { ok: false, error: 'thread_not_found' }
}

function withoutChannel(message: Message) {
  const { channel: _, ...rest } = message
  return rest
}
