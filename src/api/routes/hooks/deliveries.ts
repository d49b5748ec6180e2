import { z } from 'zod'
import {
  deliveryStates,
  listDeliveries,
  readDelivery,
  replay,
  sendTest,
  shownDelivery,
} from '#spine/hooks/deliveries.ts'
import { readId, showId } from '#spine/ids.ts'
import { nothing, paging, route, type Asked } from '../../route.ts'
import { hookOf } from './hooks.ts'
import { pageOf } from '../paging.ts'

function deliveryOf({ params }: Pick<Asked<unknown>, 'params'>): string {
  return readId('dlv', params['delivery'] ?? '')
}

export const deliveryRoutes = [
  route({
    method: 'POST',
    path: '/v1/hooks/:hook/test',
    permission: 'hooks:write',
    says: 'Send a message of no meaning (`hook.test`) to an outgoing webhook.',
    input: nothing,
    work: async asked => {
      const { house, actor } = asked
      const id = await house.db.tenant(actor.tenantId, tx => sendTest(tx, actor, hookOf(asked)))
      return { status: 202, body: { delivery: showId('dlv', id) } }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/hooks/:hook/deliveries',
    permission: 'hooks:read',
    says: 'What was told to an outgoing webhook and what became of it, newest first.',
    input: paging.extend({ state: z.enum(deliveryStates).optional() }),
    work: asked => {
      const { state } = asked.input
      const hook = hookOf(asked)
      return pageOf(
        asked,
        `deliveries ${hook} ${state ?? ''}`,
        (tx, seek) => listDeliveries(tx, hook, { ...seek, state }),
        shownDelivery,
      )
    },
  }),
  route({
    method: 'GET',
    path: '/v1/hooks/:hook/deliveries/:delivery',
    permission: 'hooks:read',
    says: 'One delivery: what was sent, and every attempt with the beginning of its answer.',
    input: nothing,
    work: async asked => {
      const { house, actor } = asked
      const found = await house.db.tenant(actor.tenantId, tx =>
        readDelivery(tx, hookOf(asked), deliveryOf(asked)),
      )
      return { body: shownDelivery(found) }
    },
  }),
  route({
    method: 'POST',
    path: '/v1/hooks/:hook/deliveries/:delivery/replay',
    permission: 'hooks:write',
    says: 'Send one message again, under the same `webhook-id`.',
    input: nothing,
    work: async asked => {
      const { house, actor } = asked
      const delivery = deliveryOf(asked)
      const replayed = await house.db.tenant(actor.tenantId, tx =>
        replay(tx, actor, hookOf(asked), { delivery }),
      )
      return { status: 202, body: { replayed } }
    },
  }),
  route({
    method: 'POST',
    path: '/v1/hooks/:hook/replay',
    permission: 'hooks:write',
    says: 'Send everything again that was told since a time and failed.',
    input: z.object({ since: z.iso.datetime({ offset: true }) }),
    work: async asked => {
      const { house, actor, input } = asked
      const failedSince = new Date(input.since)
      const replayed = await house.db.tenant(actor.tenantId, tx =>
        replay(tx, actor, hookOf(asked), { failedSince }),
      )
      return { status: 202, body: { replayed } }
    },
  }),
]
