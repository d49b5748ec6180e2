import { z } from 'zod'
import { messagePayload } from './payloads.ts'

/** What the desk keeps and shows. These shapes are also what the ledger holds, so that a restarted desk knows it all again. */

const who = z.object({ id: z.int(), email: z.string(), name: z.string() })

export const customerRecord = who

export const messageRecord = z.object({
  id: z.int(),
  uri: z.string(),
  ticket_id: z.int(),
  external_id: z.string().nullable(),
  public: z.boolean(),
  channel: messagePayload.shape.channel,
  via: messagePayload.shape.via,
  from_agent: z.boolean(),
  sender: who,
  receiver: who.nullable(),
  source: messagePayload.shape.source.unwrap().nullable(),
  subject: z.string().nullable(),
  body_text: z.string().nullable(),
  body_html: z.string().nullable(),
  stripped_text: z.string().nullable(),
  meta: z.record(z.string(), z.unknown()).nullable(),
  created_datetime: z.string(),
  sent_datetime: z.string().nullable(),
})

export const ticketRecord = z.object({
  id: z.int(),
  uri: z.string(),
  external_id: z.string().nullable(),
  status: z.enum(['open', 'closed']),
  priority: z.string(),
  channel: z.string(),
  via: z.string(),
  from_agent: z.boolean(),
  spam: z.boolean(),
  customer: who.nullable(),
  language: z.string().nullable(),
  subject: z.string().nullable(),
  meta: z.record(z.string(), z.unknown()).nullable(),
  tags: z.array(z.object({ name: z.string() })),
  created_datetime: z.string(),
  updated_datetime: z.string(),
  closed_datetime: z.string().nullable(),
})

export type Customer = z.infer<typeof customerRecord>
export type Message = z.infer<typeof messageRecord>
export type Ticket = z.infer<typeof ticketRecord>
/** A ticket as it is shown by itself; lists leave the messages out. */
export type WholeTicket = Ticket & { messages: Message[]; messages_count: number }
