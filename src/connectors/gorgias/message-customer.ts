import { messageCustomer } from '#commerce/messages.ts'
import { provide } from '#spine/actions/provide.ts'
import { Refusal } from '#spine/refusal.ts'
import { ask, type GorgiasAccount } from './client.ts'
import { findMessage } from './find-message.ts'
import { asHtml, externalId } from './note.ts'
import { Message, readShown, ticketNumber } from './ticket.ts'

/** Sends an e-mail in a ticket; that it goes to the ticket's own customer is read before, and again right before it is sent. */
export const gorgiasMessageCustomer = provide(messageCustomer, {
  settleSeconds: 5,
  async run(input, account: GorgiasAccount, attempt) {
    const from = mailboxOf(account)
    const path = `/tickets/${ticketNumber(input.ticket)}/messages`
    const body = {
      channel: 'email',
      via: 'api',
      from_agent: true,
      public: true,
      sender: { email: account.credentials.email },
      receiver: { email: input.customer },
      source: { type: 'email', from: { address: from }, to: [{ address: input.customer }] },
      external_id: externalId(attempt.key),
      body_text: input.text,
      body_html: asHtml(input.text),
      meta: { reference: input.reference },
    }
    const message = await ask(account, { method: 'POST', path, body }, Message)
    return { message: String(message.id) }
  },
  probe: ({ ticket }, account, attempt) => findMessage(account, ticket, attempt),
  async preview(input, account) {
    const { about, email } = await readShown(account, input.ticket)
    if (email?.toLowerCase() !== input.customer.toLowerCase())
      throw new Refusal('refused', `Ticket ${about.subject} is not about ${input.customer}.`)
    return {
      ...about,
      changes: [{ field: `message from ${mailboxOf(account)}`, from: null, to: input.text }],
      recipients: [input.customer],
      irreversible: ['What has been sent stays sent.'],
    }
  },
})

function mailboxOf(account: GorgiasAccount): string {
  const { mailbox } = account.credentials
  if (mailbox === undefined)
    throw new Refusal(
      'unsupported',
      'Say at the Gorgias connection from which mailbox customers are written to.',
    )
  return mailbox
}
