import { z } from 'zod'
import { connector } from '#spine/connections/connector.ts'
import { gorgiasAddMessage } from './add-message.ts'
import { ask } from './client.ts'
import { gorgiasCloseTicket } from './close-ticket.ts'
import { gorgiasCreateTicket } from './create-ticket.ts'
import { GorgiasCredentials } from './credentials.ts'
import { gorgiasMessageCustomer } from './message-customer.ts'
import { gorgiasReopenTicket } from './reopen-ticket.ts'

const AccountAnswer = z.object({ domain: z.string().min(1), deactivated_datetime: z.string().nullish() })

export const Gorgias = connector({
  id: 'gorgias',
  title: 'Gorgias',
  grade: 'gold',
  credentials: GorgiasCredentials,
  async check(account) {
    const answer = await ask(account, { method: 'GET', path: '/account' }, AccountAnswer)
    return {
      externalId: answer.domain,
      title: `${answer.domain}.gorgias.com`,
      ...(answer.deactivated_datetime && { warnings: ['This Gorgias account is deactivated.'] }),
    }
  },
  // An API key on an ordinary plan; each answer tells how much is left (developers.gorgias.com/reference/limitations).
  pace: { calls: 40, perSeconds: 20 },
  provides: [
    gorgiasCreateTicket,
    gorgiasAddMessage,
    gorgiasMessageCustomer,
    gorgiasCloseTicket,
    gorgiasReopenTicket,
  ],
})
