import { z } from 'zod'
import type { Ledger, LedgerEntry } from '../ledger.ts'

const platform = 'slack'

export const metadataShape = z.object({
  event_type: z.string().regex(/^\w{1,255}$/),
  event_payload: z.record(z.string(), z.unknown()),
})

const messageRecord = z.object({
  type: z.literal('message'),
  ts: z.string(),
  channel: z.string(),
  user: z.string(),
  bot_id: z.string(),
  text: z.string(),
  blocks: z.array(z.unknown()).exactOptional(),
  thread_ts: z.string().exactOptional(),
  metadata: metadataShape.exactOptional(),
})

export type Message = z.infer<typeof messageRecord>
export type Draft = Omit<Message, 'type' | 'ts' | 'user' | 'bot_id'>
/** `isMember` says whether the app was invited; `isArchived` channels take nothing any more. */
export type Channel = { id: string; name: string; isMember?: boolean; isArchived?: boolean }

export const bot = { user: 'U0SANDBOX', bot_id: 'B0SANDBOX' }

/** The channels and what was posted in them, rebuilt from the ledger when there is one already. */
export class Workspace {
  readonly messages: Message[] = []
  readonly #channels: readonly Channel[]
  readonly #ledger: Ledger
  #lastMicros = 0

  constructor(ledger: Ledger, channels: readonly Channel[]) {
    this.#ledger = ledger
    this.#channels = channels
    for (const entry of ledger.entries({ platform })) this.#apply(entry)
  }

  channel(id: string): Channel | undefined {
    return this.#channels.find(one => one.id === id)
  }

  /** Posting takes a name as well, with or without its `#`; reading takes the id alone. */
  channelToPostIn(asked: string): Channel | undefined {
    return this.channel(asked) ?? this.#channels.find(one => one.name === asked.replace(/^#/, ''))
  }

  post(draft: Draft): Message {
    const message: Message = { type: 'message', ...bot, ...draft, ts: this.#nextTs() }
    const given = draft.metadata?.event_payload['key']
    const key = typeof given === 'string' && { key: given }
    this.#apply(this.#ledger.append({ platform, kind: 'message.posted', ...key, details: { message } }))
    return message
  }

  find(channel: string, ts: string): Message | undefined {
    return this.messages.find(one => one.channel === channel && one.ts === ts)
  }

  repliesTo(parent: Message): Message[] {
    return this.messages.filter(one => one.channel === parent.channel && one.thread_ts === parent.ts)
  }

  // A timestamp is a message's name within its channel: two in the same microsecond would be one message.
  #nextTs(): string {
    const micros = Math.max(Date.now() * 1000, this.#lastMicros + 1)
    return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`
  }

  #apply(entry: LedgerEntry): void {
    const message = messageRecord.parse(entry.details['message'])
    this.messages.push(message)
    this.#lastMicros = Math.max(this.#lastMicros, Number(message.ts.replace('.', '')))
  }
}
