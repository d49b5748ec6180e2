import type { MessagePayload, Person } from './payloads.ts'
import type { Customer, Message } from './records.ts'
import { Rejected } from './rejected.ts'

export type People = {
  agent(person: Person): Customer | undefined
  customer(person: Person): Customer
  hasMailbox(address: string): boolean
}

type Place = { id: number; ticketId: number; at: string; self: Customer }

/** The rules for one message that its shape alone does not tell (developers.gorgias.com/docs/create-a-new-message-in-ticket-via-api). */
export function checkMessage(message: MessagePayload, people: People): void {
  if (!message.body_text && !message.body_html) refuse('body_text', 'a message needs body_text or body_html')
  if (message.channel === 'internal-note') checkNote(message)
  if (!message.from_agent) checkIncoming(message)
  else if (message.sender && !people.agent(message.sender)) refuse('sender', 'must be a user of this account')
  const needsRoute = message.from_agent && message.channel === 'email'
  if (needsRoute && !message.source?.from) refuse('source', 'must say from which address to send')
  if (needsRoute && message.source?.from && !people.hasMailbox(message.source.from.address))
    refuse('source', 'must send from a connected address')
  if (needsRoute && !message.source?.to?.length) refuse('source', 'must say to which address to send')
}

function checkNote(message: MessagePayload): void {
  if (!message.from_agent) refuse('from_agent', 'internal notes are always outgoing')
  if (message.public) refuse('public', 'internal notes are never public')
}

function checkIncoming(message: MessagePayload): void {
  if (!message.sender) refuse('sender', 'an incoming message must name the customer who sent it')
  if (message.receiver) refuse('receiver', 'an incoming message must not have a receiver')
}

function refuse(field: string, says: string): never {
  throw new Rejected(400, 'The request is invalid.', { [field]: [says] })
}

/** The message as it is kept. Creating the customers it names is up to `people`. */
export function writeMessage(message: MessagePayload, people: People, place: Place): Message {
  const isNote = message.channel === 'internal-note'
  const agent = (message.sender && people.agent(message.sender)) ?? place.self
  return {
    id: place.id,
    uri: `/api/tickets/${place.ticketId}/messages/${place.id}`,
    ticket_id: place.ticketId,
    external_id: message.external_id ?? null,
    public: isNote ? false : (message.public ?? true),
    channel: message.channel,
    via: message.via,
    from_agent: message.from_agent,
    sender: !message.from_agent && message.sender ? people.customer(message.sender) : agent,
    receiver: message.receiver && !isNote ? people.customer(message.receiver) : null,
    source: message.source ?? null,
    subject: message.subject ?? null,
    body_text: message.body_text ?? null,
    body_html: message.body_html ?? null,
    stripped_text: message.body_text ?? null,
    meta: message.meta ?? null,
    created_datetime: message.created_datetime ?? place.at,
    sent_datetime: message.sent_datetime ?? (isNote ? null : place.at),
  }
}

/** Gorgias itself delivers an outgoing public message unless it says when it was sent already. */
export function isDelivered(message: MessagePayload): boolean {
  const isPublic = message.public ?? message.channel !== 'internal-note'
  return message.from_agent && isPublic && message.channel !== 'api' && !message.sent_datetime
}
