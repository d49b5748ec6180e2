import { z } from 'zod'
import { memberOf } from '#spine/people/member-behind.ts'
import { listPresent, listPresentAt, showPresence } from '#spine/people/presence.ts'
import { route } from '../../route.ts'

const What = z.string().regex(/^[a-z][a-z_-]{0,39}$/)

export const presenceRoutes = [
  route({
    method: 'GET',
    path: '/v1/presence',
    permission: 'any',
    says: 'Which things of a kind others have open: names by id, at most 200 things.',
    input: z.object({ what: What }),
    work: ({ house, actor, input }) =>
      house.db.tenant(actor.tenantId, async tx => ({
        body: { data: await listPresentAt(tx, input.what, memberOf(actor)) },
      })),
  }),
  route({
    method: 'POST',
    path: '/v1/presence',
    permission: 'any',
    says: 'Say what this tab has open, every 20 s, and learn who else has it open. The stream tells when that changes: presence, `what:id`.',
    input: z.object({
      what: What,
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
