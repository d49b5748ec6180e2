import { z } from 'zod'
import { intentStates, listIntents, readIntent, shownIntent, type Intent } from '#spine/actions/intent.ts'
import { previewAction } from '#spine/actions/proposals/preview.ts'
import { settleIntent } from '#spine/actions/settle.ts'
import { undoIntent } from '#spine/actions/undo.ts'
import { nextId, readId } from '#spine/ids.ts'
import { pageOf } from './paging.ts'
import { answerOf } from './performed.ts'
import { nothing, paging, route } from '../route.ts'

const idOf = (params: Readonly<Record<string, string>>): string => readId('int', params['intent'] ?? '')

/** Outside writes: what they would do, how they stand, and how they are settled and taken back. */
export const writeRoutes = [
  route({
    method: 'POST',
    path: '/v1/actions/:tool/preview',
    permission: 'any',
    says: 'Show what an action would do, and do nothing. The same Idempotency-Key then names the same deed.',
    input: z.object({}).loose(),
    work: async ({ house, actor, params, input, key: given }) => {
      const own = given ?? nextId()
      const wish = { tool: params['tool'] ?? '', input, key: `${actor.id}:${own}` }
      const { key, ...shown } = await previewAction(house.engine, actor, wish)
      return { body: { ...shown, ...(key !== undefined && { key: own }) } }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/intents',
    permission: 'intents:read',
    says: 'Outside writes with their state, newest first. Those that need a person carry the evidence.',
    input: paging.extend({ state: z.enum(intentStates).optional() }),
    work: asked =>
      pageOf<Intent & { at: string }, ReturnType<typeof shownIntent>>(
        asked,
        'intents',
        (tx, seek) => listIntents(tx, { ...seek, ...(asked.input.state && { state: asked.input.state }) }),
        shownIntent,
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/intents/:intent',
    permission: 'intents:read',
    says: 'One outside write with its evidence.',
    input: nothing,
    work: async ({ house, actor, params }) => ({
      body: shownIntent(await house.db.tenant(actor.tenantId, tx => readIntent(tx, idOf(params)))),
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/intents/:intent/settle',
    permission: 'intents:settle',
    says: 'Say what became of a write that needs a person.',
    input: z.object({
      outcome: z.enum(['happened', 'did_not_happen', 'look_again']),
      reason: z.string().trim().min(1).max(500),
      output: z.json().optional().describe('For `happened`: what the platform would have answered.'),
    }),
    work: async ({ house, actor, params, input }) => ({
      body: shownIntent(await settleIntent(house.engine, actor, idOf(params), input)),
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/intents/:intent/undo',
    permission: 'intents:read',
    says: 'Take a write back; what was decided and not sent yet is called back. Refused where it has changed since. The permission of the action that does so decides.',
    input: nothing,
    work: async ({ house, actor, params }) => answerOf(await undoIntent(house.engine, actor, idOf(params))),
  }),
]
