import { addMessage } from '#commerce/tickets.ts'
import { provide } from '#spine/actions/provide.ts'
import { ask, type GorgiasAccount } from './client.ts'
import { externalId, note } from './note.ts'
import { rows } from './pages.ts'
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
  async probe(input, account, attempt) {
    const external = externalId(attempt.key)
    const found = new Set<string>()
    for await (const one of rows(account, `/tickets/${ticketNumber(input.ticket)}/messages`, {}, Message)) {
      if (one === 'more')
        return { is: 'ambiguous', evidence: 'The ticket has too many messages to look at each.' }
      if (one.external_id === external) found.add(String(one.id))
    }
    const [message, ...others] = found
    if (message === undefined) return { is: 'absent' }
    if (others.length > 0)
      return { is: 'ambiguous', evidence: `More than one message is ours: ${[...found].join(', ')}.` }
    return { is: 'applied', output: { message }, evidence: `Message ${message} carries our key.` }
  },
})
