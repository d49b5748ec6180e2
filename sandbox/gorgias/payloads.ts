import { z } from 'zod'
import { Rejected } from './rejected.ts'

/** What may be sent, field by field; unknown fields are refused (developers.gorgias.com/reference/errors, 400). */

const channel = z.enum([
  'aircall',
  'api',
  'chat',
  'contact_form',
  'email',
  'facebook',
  'facebook-mention',
  'facebook-messenger',
  'facebook-recommendations',
  'help-center',
  'instagram-ad-comment',
  'instagram-comment',
  'instagram-direct-message',
  'instagram-mention',
  'internal-note',
  'phone',
  'sms',
  'twitter',
  'twitter-direct-message',
  'whatsapp',
  'yotpo-review',
])

const via = z.enum([...channel.options, 'form', 'gorgias_chat', 'helpdesk', 'rule', 'shopify', 'zendesk'])

const person = z
  .strictObject({
    id: z.int().positive().exactOptional(),
    email: z.email().exactOptional(),
    name: z.string().exactOptional(),
  })
  .refine(one => one.id !== undefined || one.email !== undefined, 'must have an id or an email')

export type Person = z.infer<typeof person>

const address = z.strictObject({ name: z.string().nullish(), address: z.string().min(1) })

const source = z.strictObject({
  type: z.string().exactOptional(),
  from: address.nullish(),
  to: z.array(address).nullish(),
  cc: z.array(address).nullish(),
  bcc: z.array(address).nullish(),
})

const externalId = z.string().max(255).nullish()
const when = z.iso.datetime({ offset: true, local: true }).nullish()

export const messagePayload = z.strictObject({
  channel,
  via,
  from_agent: z.boolean(),
  sender: person.nullish(),
  receiver: person.nullish(),
  source: source.nullish(),
  subject: z.string().nullish(),
  body_text: z.string().nullish(),
  body_html: z.string().nullish(),
  public: z.boolean().exactOptional(),
  external_id: externalId,
  sent_datetime: when,
  created_datetime: when,
  meta: z.record(z.string(), z.unknown()).nullish(),
})

export type MessagePayload = z.infer<typeof messagePayload>

const ticketFields = {
  subject: z.string().nullish(),
  status: z.enum(['open', 'closed']).exactOptional(),
  priority: z.enum(['low', 'normal', 'high', 'critical']).exactOptional(),
  channel: channel.exactOptional(),
  via: via.exactOptional(),
  customer: person.nullish(),
  external_id: externalId,
  tags: z.array(z.strictObject({ name: z.string().min(1).max(256) })).exactOptional(),
  meta: z.record(z.string(), z.unknown()).nullish(),
  spam: z.boolean().exactOptional(),
  language: z.string().nullish(),
}

export const newTicketPayload = z.strictObject({
  ...ticketFields,
  messages: z.array(messagePayload).min(1).max(500),
})

export const ticketChangePayload = z.strictObject(ticketFields)

export type NewTicketPayload = z.infer<typeof newTicketPayload>
export type TicketChangePayload = z.infer<typeof ticketChangePayload>

export const tagsPayload = z.strictObject({ names: z.array(z.string().min(1)).min(1) })

export function accept<T>(shape: z.ZodType<T>, value: unknown): T {
  const result = shape.safeParse(value)
  if (result.success) return result.data
  const data: Record<string, string[]> = {}
  for (const issue of result.error.issues)
    (data[issue.path.join('.') || '_schema'] ??= []).push(issue.message)
  throw new Rejected(400, 'The request is invalid.', data)
}
