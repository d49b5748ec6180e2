import { z } from 'zod'
import { readId, showId } from '#spine/ids.ts'
import { listRequests, readRequest, type PrivacyRequest } from '#spine/privacy/requests.ts'
import { Retention, RetentionChange } from '#spine/privacy/retention.ts'
import { changeHouseSettings, houseSettings } from '#spine/solutions/change-house-settings.ts'
import { holdsOf } from '#spine/solutions/holds.ts'
import { readSettings } from '#spine/solutions/settings.ts'
import { nothing, paging, route } from '../route.ts'
import { pageOf } from './paging.ts'

const shown = ({ at: _at, id, connection_id, report, ...request }: PrivacyRequest) => ({
  id: showId('prq', id),
  connection: showId('conn', connection_id),
  ...request,
  ...(report !== null && { report }),
})

/** What is held of people, for how long, and what they asked. */
export const privacyRoutes = [
  route({
    method: 'GET',
    path: '/v1/privacy/map',
    permission: 'privacy:read',
    says: 'Every table: what it holds of people, and how long.',
    input: nothing,
    work: async ({ house }) => ({
      body: {
        data: holdsOf(house.engine.solutions).map(({ table, holds, kept, customer }) => ({
          table,
          holds,
          kept,
          erased_on_request: customer !== undefined,
        })),
      },
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/privacy/requests',
    permission: 'privacy:read',
    says: 'What customers and shops asked for through their platform, newest first.',
    input: paging.extend({ state: z.enum(['waiting', 'done']).optional() }),
    work: asked =>
      pageOf(
        asked,
        'privacy requests',
        (tx, seek) => listRequests(tx, { ...seek, ...(asked.input.state && { state: asked.input.state }) }),
        shown,
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/privacy/requests/:request',
    permission: 'privacy:read',
    says: 'One of them with its report: what is known of the customer, or what was erased and where copies lie.',
    input: nothing,
    work: ({ house, actor, params }) =>
      house.db.tenant(actor.tenantId, async tx => ({
        body: shown(await readRequest(tx, readId('prq', params['request'] ?? ''))),
      })),
  }),
  route({
    method: 'GET',
    path: '/v1/privacy/settings',
    permission: 'settings:read',
    says: 'How many days what is kept.',
    input: nothing,
    work: async ({ house, actor }) => ({
      body: await house.db.tenant(actor.tenantId, tx => readSettings(tx, 'privacy', Retention)),
    }),
  }),
  route({
    method: 'PATCH',
    path: '/v1/privacy/settings',
    permission: 'settings:write',
    says: 'Change how many days what is kept.',
    input: RetentionChange,
    work: async ({ house, actor, input }) => ({
      body: await house.db.tenant(actor.tenantId, tx =>
        changeHouseSettings(tx, actor, houseSettings.privacy, input),
      ),
    }),
  }),
]
