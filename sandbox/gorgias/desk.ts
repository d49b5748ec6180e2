import type { Ledger, LedgerEntry } from '../ledger.ts'
import { checkMessage, isDelivered, writeMessage } from './messages.ts'
import type { People } from './messages.ts'
import type { MessagePayload, NewTicketPayload, Person, TicketChangePayload } from './payloads.ts'
import { customerRecord, messageRecord, ticketRecord } from './records.ts'
import type { Customer, Message, Ticket, WholeTicket } from './records.ts'
import { Rejected } from './rejected.ts'

const platform = 'gorgias'

/** Tickets, messages and customers. Every change is a ledger entry first, and the state is what the entries say. */
export class Desk {
  readonly customers = new Map<number, Customer>()
  readonly tickets = new Map<number, Ticket>()
  /** By ticket. */
  readonly #messages = new Map<number, Message[]>()
  #lastMessage = 0
  readonly #ledger: Ledger
  readonly #self: Customer
  readonly #people: People

  constructor(
    ledger: Ledger,
    self: Customer,
    mailboxes: readonly string[] = ['help@sandbox.example', self.email],
  ) {
    this.#ledger = ledger
    this.#self = self
    this.#people = {
      agent: one => (isSame(self, one) ? self : undefined),
      customer: one => this.#customer(one),
      hasMailbox: address => mailboxes.includes(address),
    }
    for (const entry of ledger.entries({ platform })) this.#apply(entry)
  }

  createTicket(payload: NewTicketPayload): WholeTicket {
    // Everything is checked before anything is written: a refused call must leave no customer behind.
    for (const message of payload.messages) this.#check(message)
    if (payload.customer) this.#known(payload.customer)
    const at = timestamp()
    const id = this.tickets.size + 1
    const messages: Message[] = []
    for (const one of payload.messages) messages.push(this.#write(one, id, at, messages.length))
    const incoming = messages.find(one => !one.from_agent)
    const asked = payload.customer ? this.#customer(payload.customer) : undefined
    const customer = asked ?? incoming?.sender ?? messages.find(one => one.receiver)?.receiver ?? null
    const first = messages[0]
    const ticket: Ticket = {
      id,
      uri: `/api/tickets/${id}`,
      external_id: payload.external_id ?? null,
      status: payload.status ?? 'open',
      priority: payload.priority ?? 'normal',
      channel: payload.channel ?? first?.channel ?? 'api',
      via: payload.via ?? first?.via ?? 'api',
      from_agent: first?.from_agent ?? false,
      spam: payload.spam ?? false,
      customer,
      language: payload.language ?? null,
      subject: payload.subject ?? first?.subject ?? null,
      meta: payload.meta ?? null,
      tags: unique(payload.tags ?? []),
      created_datetime: at,
      updated_datetime: at,
      closed_datetime: payload.status === 'closed' ? at : null,
    }
    this.#record('ticket.created', { ticket, messages }, ticket.external_id)
    payload.messages.forEach((one, index) => this.#deliver(one, messages[index]))
    return this.whole(id)
  }

  addMessage(ticketId: number, payload: MessagePayload): Message {
    const ticket = this.ticket(ticketId)
    this.#check(payload)
    const at = timestamp()
    const message = this.#write(payload, ticketId, at, 0)
    const touched = { ...ticket, updated_datetime: at }
    this.#record('message.created', { ticket: touched, messages: [message] }, message.external_id)
    this.#deliver(payload, message)
    return message
  }

  changeTicket(id: number, change: TicketChangePayload): WholeTicket {
    const before = this.ticket(id)
    if (change.customer) this.#known(change.customer)
    const { customer, tags, ...plain } = change
    const at = timestamp()
    const closedAt = before.status === 'closed' ? before.closed_datetime : at
    const status = change.status ?? before.status
    const ticket = ticketRecord.parse({
      ...before,
      ...plain,
      ...(tags && { tags: unique(tags) }),
      ...(customer && { customer: this.#customer(customer) }),
      updated_datetime: at,
      closed_datetime: status === 'closed' ? closedAt : null,
    })
    this.#record('ticket.updated', { ticket, change }, ticket.external_id)
    return this.whole(id)
  }

  ticket(id: number): Ticket {
    const ticket = this.tickets.get(id)
    if (!ticket) throw new Rejected(404, 'Ticket not found.')
    return ticket
  }

  whole(id: number): WholeTicket {
    const messages = this.messagesOf(id)
    return { ...this.ticket(id), messages, messages_count: messages.length }
  }

  messagesOf(ticketId: number): Message[] {
    return this.#messages.get(ticketId)?.slice() ?? []
  }

  #check(message: MessagePayload): void {
    checkMessage(message, this.#people)
    if (!message.from_agent && message.sender) this.#known(message.sender)
    if (message.receiver) this.#known(message.receiver)
  }

  #known(person: Person): void {
    if (person.id === undefined || this.customers.has(person.id)) return
    throw new Rejected(400, 'The request is invalid.', { customer: [`there is no customer ${person.id}`] })
  }

  #customer(person: Person): Customer {
    const known = [...this.customers.values()].find(one => isSame(one, person))
    if (known) return known
    const id = 1000 + this.customers.size
    const email = person.email ?? ''
    this.#record('customer.created', { customer: { id, email, name: person.name ?? email } })
    return this.#customer({ id })
  }

  #write(message: MessagePayload, ticketId: number, at: string, ahead: number): Message {
    const id = this.#lastMessage + 1 + ahead
    return writeMessage(message, this.#people, { id, ticketId, at, self: this.#self })
  }

  #deliver(payload: MessagePayload, message: Message | undefined): void {
    if (!message || !isDelivered(payload)) return
    const details = { message: message.id, to: payload.source?.to ?? [], body: message.body_text }
    this.#record('message.delivered', details, message.external_id)
  }

  #record(kind: string, details: Record<string, unknown>, key?: string | null): void {
    this.#apply(this.#ledger.append({ platform, kind, ...(key && { key }), details }))
  }

  #apply({ details }: LedgerEntry): void {
    if ('customer' in details) put(this.customers, customerRecord.parse(details['customer']))
    if ('ticket' in details) put(this.tickets, ticketRecord.parse(details['ticket']))
    const written = messageRecord.array().catch([]).parse(details['messages'])
    for (const message of written) this.#keep(message)
  }

  #keep(message: Message): void {
    const known = this.#messages.get(message.ticket_id)
    if (known) known.push(message)
    else this.#messages.set(message.ticket_id, [message])
    this.#lastMessage = message.id
  }
}

function put<T extends { id: number }>(map: Map<number, T>, row: T): void {
  map.set(row.id, row)
}

function isSame(customer: Customer, person: Person): boolean {
  if (person.id !== undefined) return customer.id === person.id
  return customer.email.toLowerCase() === person.email?.toLowerCase()
}

function unique(tags: { name: string }[]): { name: string }[] {
  return [...new Set(tags.map(tag => tag.name))].map(name => ({ name }))
}

/** Microseconds and an offset, as the platform writes its times. */
function timestamp(): string {
  return new Date().toISOString().replace('Z', '000+00:00')
}
