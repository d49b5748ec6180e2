import { z } from 'zod'
import { createTicket } from '#commerce/tickets.ts'
import { provide } from '#spine/actions/provide.ts'
import type { Finding } from '#spine/connections/provided.ts'
import { ask, type GorgiasAccount } from './client.ts'
import { externalId, note } from './note.ts'
import { rows } from './pages.ts'
import { horizon, instant, Ticket, ticketUrl } from './ticket.ts'

/**
 * Of tickets that were opened since: more than an account opens in half an hour at its pace of two calls a second, and read in a third
 * of the time that an attempt may take.
 */
const mostPages = 40

const Customer = z.object({ id: z.int(), email: z.string().nullish() })

/** Opens the ticket under `external_id` = the attempt's key: Gorgias knows no idempotency keys, so that is how we find it again. */
export const gorgiasCreateTicket = provide(createTicket, {
  // How long the lists lag behind a write is nowhere documented.
  settleSeconds: 5,
  async run(input, account: GorgiasAccount, attempt) {
    const ticket = await ask(
      account,
      {
        method: 'POST',
        path: '/tickets',
        body: {
          customer: { email: input.customer, ...(input.customerName && { name: input.customerName }) },
          channel: 'internal-note',
          via: 'api',
          status: 'open',
          subject: input.subject,
          external_id: externalId(attempt.key),
          meta: { reference: input.reference },
          tags: input.tags.map(name => ({ name })),
          messages: [{ ...note(account, attempt.key, input.body), subject: input.subject }],
        },
      },
      Ticket,
    )
    return outputOf(account, ticket)
  },
  async probe(input, account, attempt) {
    const customers = await customerIds(account, input.customer)
    // An address that is nobody's first one still gets tickets, so then every recent ticket is looked at.
    const lists = customers.length > 0 ? customers.map(id => ({ customer_id: String(id) })) : [{}]
    const found: Ticket[] = []
    for (const list of lists) {
      const seen = await recent(account, list, externalId(attempt.key), horizon(attempt))
      if (seen === 'more')
        return { is: 'ambiguous', evidence: 'Too many tickets since then to look at each.' }
      found.push(...seen)
    }
    return verdict(account, found)
  },
})

async function customerIds(account: GorgiasAccount, email: string): Promise<number[]> {
  const ids: number[] = []
  for await (const one of rows(account, '/customers', { email }, Customer))
    if (one !== 'more' && one.email?.toLowerCase() === email.toLowerCase()) ids.push(one.id)
  return ids
}

/** Compares `external_id` here: whether the list's own filter for it works is nowhere proven. */
async function recent(
  account: GorgiasAccount,
  query: Readonly<Record<string, string>>,
  external: string,
  since: number,
): Promise<Ticket[] | 'more'> {
  const found: Ticket[] = []
  for await (const one of rows(
    account,
    '/tickets',
    { ...query, order_by: 'created_datetime:desc' },
    Ticket,
    mostPages,
  )) {
    if (one === 'more') return 'more'
    if (one.external_id === external) found.push(one)
    if (instant(one.created_datetime) < since) break
  }
  return found
}

function verdict(
  account: GorgiasAccount,
  found: readonly Ticket[],
): Finding<{ ticket: string; url: string }> {
  const numbers = new Set(found.map(one => one.id))
  const [first] = found
  if (!first) return { is: 'absent' }
  if (numbers.size > 1)
    return { is: 'ambiguous', evidence: `More than one ticket is ours: ${[...numbers].join(', ')}.` }
  return { is: 'applied', output: outputOf(account, first), evidence: `Ticket ${first.id} carries our key.` }
}

function outputOf(account: GorgiasAccount, ticket: Ticket) {
  return { ticket: String(ticket.id), url: ticketUrl(account, ticket.id) }
}
