import { addMessage } from '#commerce/tickets.ts'
import { provide } from '#spine/actions/provide.ts'
import { ask, type GorgiasAccount } from './client.ts'
import { findMessage } from './find-message.ts'
import { note } from './note.ts'
import { Message, ticketNumber } from './ticket.ts'

/** Adds an internal note that carries the attempt's key as its `external_id`. */
export const gorgiasAddMessage = provide(addMessage, {
  settleSeconds: 5,
  async run(input, account: GorgiasAccount, attempt) {
    const path = `/tickets/${ticketNumber(input.ticket)}/messages`
    const body = { ...note(account, attempt.key, input.body), meta: { reference: input.reference } }
    const message = await ask(account, { method: 'POST', path, body }, Message)
    return { message: String(message.id) }
  },
  probe: ({ ticket }, account, attempt) => findMessage(account, ticket, attempt),
})
