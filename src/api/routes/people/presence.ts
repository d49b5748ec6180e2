import { z } from 'zod'
import { memberOf } from '#spine/people/member-behind.ts'
import { listPresent, showPresence } from '#spine/people/presence.ts'
import { route } from '../../route.ts'

export const presenceRoutes = [
  route({
    method: 'POST',
    path: '/v1/presence',
    permission: 'any',
    says: 'Say what this tab has open, every 20 s, and learn who else has it open. The stream tells when that changes: presence, `what:id`.',
    input: z.object({
      what: z.string().regex(/^[a-z][a-z_-]{0,39}$/),
      id: z.string().min(1).max(100),
      doing: z.enum(['viewing', 'editing', 'left']),
      tab: z.string().min(1).max(64).default('only').describe('A name of this tab, made by the page.'),
    }),
    work: ({ house, actor, input }) =>
      house.db.tenant(actor.tenantId, async tx => {
        const member = memberOf(actor)
        await showPresence(tx, member, input)
        return { body: { others: await listPresent(tx, input, member) } }
      }),
  }),
]
