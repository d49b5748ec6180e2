import { reopenTicket } from '#commerce/tickets.ts'
import { provide } from '#spine/actions/provide.ts'
import { ask, type GorgiasAccount } from './client.ts'
import { previewStatus, Ticket, ticketNumber } from './ticket.ts'

/** States what shall be, so that saying it twice changes nothing. */
export const gorgiasReopenTicket = provide(reopenTicket, {
  async run(input, account: GorgiasAccount) {
    const path = `/tickets/${ticketNumber(input.ticket)}`
    const ticket = await ask(account, { method: 'PUT', path, body: { status: 'open' } }, Ticket)
    return { isOpen: ticket.status === 'open' }
  },
  async probe(input, account) {
    const ticket = await ask(
      account,
      { method: 'GET', path: `/tickets/${ticketNumber(input.ticket)}` },
      Ticket,
    )
    return ticket.status === 'open' ? { is: 'applied', output: { isOpen: true } } : { is: 'absent' }
  },
  preview: ({ ticket }, account) => previewStatus(account, ticket, 'open'),
})
