import type { Message, Workspace } from './workspace.ts'

export type Asked = Readonly<Record<string, unknown>>

/** Top-level messages, newest first. Replies in threads are not among them: they are asked for by their thread. */
export function history(workspace: Workspace, channel: string, asked: Asked) {
  const tops = workspace.messages.filter(one => one.channel === channel && !one.thread_ts)
  return slice(workspace, tops.toReversed(), asked, { usual: 100, most: 999 })
}

/** The thread's first message and then its replies, oldest first. */
export function thread(workspace: Workspace, parent: Message, asked: Asked) {
  return slice(workspace, [parent, ...workspace.repliesTo(parent)], asked, { usual: 1000, most: 1000 })
}

function slice(
  workspace: Workspace,
  messages: readonly Message[],
  asked: Asked,
  limits: { usual: number; most: number },
) {
  const limit = Math.min(limits.most, Math.max(1, Math.floor(Number(asked['limit'] ?? limits.usual)) || 1))
  const within = messages.filter(one => isWithin(one, asked))
  const from = asked['cursor'] ? within.findIndex(one => one.ts === decode(asked['cursor'])) : 0
  if (from < 0) return { ok: false, error: 'invalid_cursor' }
  const next = within[from + limit]
  return {
    ok: true,
    messages: within
      .slice(from, from + limit)
      .map(one => shown(workspace, one, isTrue(asked['include_all_metadata']))),
    has_more: next !== undefined,
    ...(next && { response_metadata: { next_cursor: encode(next.ts) } }),
  }
}

function isWithin({ ts }: Message, asked: Asked): boolean {
  const [at, oldest] = [Number(ts), Number(asked['oldest'] ?? 0)]
  const latest = Number(asked['latest'] ?? Infinity)
  if (isTrue(asked['inclusive']) && (at === oldest || at === latest)) return true
  return at > oldest && at < latest
}

function shown(workspace: Workspace, message: Message, withMetadata: boolean) {
  const { channel: _, metadata, ...rest } = message
  const replies = workspace.repliesTo(message)
  const isParent = replies.length > 0 && { thread_ts: message.ts, reply_count: replies.length }
  return { ...rest, ...isParent, ...(withMetadata && metadata && { metadata }) }
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true' || value === 1 || value === '1'
}

function encode(ts: string): string {
  return Buffer.from(`next_ts:${ts}`).toString('base64')
}

function decode(cursor: unknown): string {
  return Buffer.from(String(cursor), 'base64')
    .toString()
    .replace(/^next_ts:/, '')
}
