import { z } from 'zod'
import { appendAudit } from '#spine/audit/append.ts'
import { listEvents, readEvent, replayEvent, replayParked, type EventRow } from '#spine/events/list.ts'
import { readId, showId } from '#spine/ids.ts'
import { pageOf } from '../paging.ts'
import { nothing, paging, route } from '../../route.ts'

const eventShown = ({ id, connection_id, at: _at, ...rest }: EventRow) => ({
  id: showId('evt', id),
  connection: showId('conn', connection_id),
  ...rest,
})

/** What the platforms told, and working it again. */
export const eventRoutes = [
  route({
    method: 'GET',
    path: '/v1/events',
    permission: 'events:read',
    says: 'What the platforms told, newest first.',
    input: paging.extend({
      state: z.enum(['new', 'done', 'parked']).optional(),
      connection: z.string().max(64).optional(),
      topic: z.string().max(100).optional(),
    }),
    work: asked =>
      pageOf(
        asked,
        'events',
        (tx, seek) => {
          const { state, connection, topic } = asked.input
          return listEvents(tx, {
            ...seek,
            ...(state && { state }),
            ...(connection && { connectionId: readId('conn', connection) }),
            ...(topic && { topic }),
          })
        },
        eventShown,
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/events/:event',
    permission: 'events:read',
    says: 'One event with its payload.',
    input: nothing,
    work: async ({ house, actor, params }) => {
      const event = await house.db.tenant(actor.tenantId, tx =>
        readEvent(tx, readId('evt', params['event'] ?? '')),
      )
      return { body: { ...eventShown(event), body: event.body } }
    },
  }),
  route({
    method: 'POST',
    path: '/v1/events/:event/replay',
    permission: 'events:replay',
    says: 'Work an event again from its stored payload.',
    input: nothing,
    work: async ({ house, actor, params }) => {
      const id = readId('evt', params['event'] ?? '')
      await house.db.tenant(actor.tenantId, async tx => {
        await replayEvent(tx, id)
        await appendAudit(tx, {
          actor: `${actor.kind} ${actor.id}`,
          via: actor.via,
          deed: 'event.replayed',
          subject: `event ${id}`,
          outcome: 'succeeded',
        })
      })
      return { status: 202, body: { replayed: true } }
    },
  }),
  route({
    method: 'POST',
    path: '/v1/events/replay-parked',
    permission: 'events:replay',
    says: 'Work all parked events again from their stored payloads.',
    input: nothing,
    work: ({ house, actor }) =>
      house.db.tenant(actor.tenantId, async tx => {
        const replayed = await replayParked(tx)
        await appendAudit(tx, {
          actor: `${actor.kind} ${actor.id}`,
          via: actor.via,
          deed: 'events.replayed',
          subject: `${replayed} parked events`,
          outcome: 'succeeded',
        })
        return { status: 202, body: { replayed } }
      }),
  }),
]
