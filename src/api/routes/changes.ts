import { z } from 'zod'
import { isReachable, readMark, writeMark } from '#spine/changes/mark.ts'
import { readChanges } from '#spine/changes/read.ts'
import { heardBy, openStream } from '../stream/open-stream.ts'
import { route } from '../route.ts'

const Mark = z.string().max(40).optional()

/** What changes, by kinds and ids, as far as the caller may see it: each page reads anew what it shows. */
export const changeRoutes = [
  route({
    method: 'GET',
    path: '/v1/stream',
    permission: 'any',
    says: 'A stream of server-sent events: begin, change (kinds and ids), reset (read everything anew), beat, end. Last-Event-ID goes on where a stream was cut.',
    input: z.object({ after: Mark.describe('In place of the header Last-Event-ID.') }),
    work: async ({ house, actor, input, header }) => ({
      body: null,
      stream: await openStream(house, actor, header('last-event-id') ?? input.after),
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
      },
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/changes',
    permission: 'any',
    says: 'The same for who cannot hold a stream: what changed after a mark, and the mark to ask with next. is_whole false: read everything anew.',
    input: z.object({ after: Mark }),
    work: async ({ house, actor, input }) => {
      const from = input.after === undefined ? undefined : readMark(input.after)
      const batch = await house.db.tenant(actor.tenantId, tx => readChanges(tx, from?.xid))
      const { mark } = batch
      const isGood = from !== undefined && isReachable(from, mark)
      return {
        body: {
          mark: writeMark(mark),
          is_whole: input.after === undefined || isGood,
          changes: isGood ? heardBy(actor, batch) : [],
        },
      }
    },
  }),
]
