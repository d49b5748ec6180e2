import { z } from 'zod'
import { action } from '#spine/actions/action.ts'

export const postMessage = action({
  name: 'post_message',
  says: 'Post a message to a channel of the team chat, or into one of its threads.',
  risk: 'internal',
  input: z.object({
    channel: z.string().min(1).max(80),
    text: z.string().min(1).max(12_000),
    thread: z.string().max(100).optional().describe('The message that the thread hangs on.'),
  }),
  output: z.object({ message: z.string(), channel: z.string() }),
})

export const messageCustomer = action({
  name: 'message_customer',
  says: "Write to the customer of a ticket, from the shop's own mailbox; for half a minute it can be called back.",
  risk: 'customer',
  input: z.object({
    ticket: z.string().min(1).max(100),
    customer: z.email().describe('Must be the address of the ticket: nobody else is written to.'),
    text: z.string().trim().min(1).max(20_000),
    reference: z
      .string()
      .min(1)
      .max(100)
      .describe('Our own name of this message: the same one is never sent twice.'),
  }),
  output: z.object({ message: z.string() }),
  fact: input => `message:${input.ticket}:${input.reference}`,
  recallSeconds: 30,
  isMail: true,
})

export const mailMember = action({
  name: 'mail_member',
  says: "Mail one member of the shop's own team, at the address they sign in with. Nobody else can be reached.",
  risk: 'internal',
  input: z.object({
    member: z.string().min(1).max(64).describe('The id of the member: mem_….'),
    subject: z.string().min(1).max(200),
    text: z.string().min(1).max(60_000),
  }),
  output: z.object({ message: z.string() }),
  isMail: true,
})

export const mailTeam = action({
  name: 'mail_team',
  says: "Mail the shop's own team, at the addresses that the mail connection names. Nobody else can be reached.",
  risk: 'internal',
  input: z.object({
    subject: z.string().min(1).max(200),
    text: z.string().min(1).max(60_000),
    inReplyTo: z.string().max(250).optional().describe('The Message-ID that this one answers.'),
  }),
  output: z.object({ message: z.string() }),
  isMail: true,
})
