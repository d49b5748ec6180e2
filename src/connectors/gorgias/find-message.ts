import type { Attempt, Finding } from '#spine/connections/provided.ts'
import type { GorgiasAccount } from './client.ts'
import { externalId } from './note.ts'
import { rows } from './pages.ts'
import { Message, ticketNumber } from './ticket.ts'

/** Looks for the message of an attempt in its ticket, by the `external_id` that it carries. */
export async function findMessage(
  account: GorgiasAccount,
  ticket: string,
  attempt: Attempt,
): Promise<Finding<{ message: string }>> {
  const external = externalId(attempt.key)
  const found = new Set<string>()
  for await (const one of rows(account, `/tickets/${ticketNumber(ticket)}/messages`, {}, Message)) {
    if (one === 'more')
      return { is: 'ambiguous', evidence: 'The ticket has too many messages to look at each.' }
    if (one.external_id === external) found.add(String(one.id))
  }
  const [message, ...others] = found
  if (message === undefined) return { is: 'absent' }
  if (others.length > 0)
    return { is: 'ambiguous', evidence: `More than one message is ours: ${[...found].join(', ')}.` }
  return { is: 'applied', output: { message }, evidence: `Message ${message} carries our key.` }
}
