import { z } from 'zod'
import { action } from '#spine/actions/action.ts'

const Reference = z
  .string()
  .min(1)
  .max(255)
  .describe('Our own name of the matter; kept at the ticket, found again by it.')

// Named by every action that takes a ticket and nothing else.
const OneTicket = z.object({ ticket: z.string().min(1).max(100) })

export const createTicket = action({
  name: 'create_ticket',
  says: 'Open a helpdesk ticket about one customer, with an internal note as its first message.',
  risk: 'internal',
  input: z.object({
    customer: z.email(),
    customerName: z.string().max(200).optional(),
    subject: z.string().min(1).max(200),
    body: z.string().min(1).max(60_000),
    tags: z.array(z.string().min(1).max(100)).max(20).default([]),
    reference: Reference,
  }),
  output: z.object({ ticket: z.string(), url: z.url() }),
  fact: input => input.reference,
})

export const addMessage = action({
  name: 'add_message',
  says: 'Add an internal note to a ticket; the customer does not see it.',
  risk: 'internal',
  input: z.object({
    ticket: z.string().min(1).max(100),
    body: z.string().min(1).max(60_000),
    reference: Reference,
  }),
  output: z.object({ message: z.string() }),
  fact: input => `${input.ticket}:${input.reference}`,
})

export const closeTicket = action({
  name: 'close_ticket',
  says: 'Close a ticket.',
  risk: 'internal',
  input: OneTicket,
  output: z.object({ isClosed: z.boolean() }),
})

export const reopenTicket = action({
  name: 'reopen_ticket',
  says: 'Open a closed ticket again.',
  risk: 'internal',
  input: OneTicket,
  output: z.object({ isOpen: z.boolean() }),
})
