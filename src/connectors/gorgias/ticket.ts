import { z } from 'zod'
import type { Attempt, Preview } from '#spine/connections/provided.ts'
import { Refusal } from '#spine/refusal.ts'
import { ask, type GorgiasAccount } from './client.ts'

/** What we read of a ticket and of a message; the platform sends much more. */
export const Ticket = z.object({
  id: z.int(),
  external_id: z.string().nullish(),
  status: z.string(),
  created_datetime: z.string(),
})
export type Ticket = z.output<typeof Ticket>

const Shown = Ticket.extend({
  subject: z.string().nullish(),
  customer: z.object({ id: z.int(), email: z.string().nullish() }).nullish(),
})

/** A ticket as it stands now, and what a preview says of whatever is done to it. */
export async function readShown(account: GorgiasAccount, ticket: string) {
  const path = `/tickets/${ticketNumber(ticket)}`
  const { id, subject, status, customer } = await ask(account, { method: 'GET', path }, Shown)
  return {
    status,
    email: customer?.email ?? undefined,
    about: {
      subject: String(id),
      title: (subject ? `Ticket ${id}: ${subject}` : `Ticket ${id}`).slice(0, 500),
      ...(customer && { customer: String(customer.id) }),
    },
  }
}

/** What a wished status would change; nothing where the ticket has it already. */
export async function previewStatus(
  account: GorgiasAccount,
  ticket: string,
  to: 'open' | 'closed',
): Promise<Preview> {
  const { about, status } = await readShown(account, ticket)
  return { ...about, changes: status === to ? [] : [{ field: 'status', from: status, to }] }
}

export const Message = z.object({ id: z.int(), external_id: z.string().nullish() })

/** Where a person opens the ticket. */
export function ticketUrl(account: GorgiasAccount, id: number): string {
  return `https://${account.credentials.domain}.gorgias.com/app/ticket/${id}`
}

/** A ticket's number, safe to stand in a path. */
export function ticketNumber(ticket: string): string {
  if (!/^\d{1,15}$/.test(ticket))
    throw new Refusal('invalid_input', `'${ticket}' is not the number of a Gorgias ticket.`)
  return ticket
}

/** Gorgias writes UTC, with or without saying so. */
export function instant(datetime: string): number {
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(datetime) ? datetime : `${datetime}Z`)
}

/** Probes look back to here: their clock and ours may differ. */
export function horizon(attempt: Attempt): number {
  return Date.parse(attempt.since) - 5 * 60 * 1000
}
