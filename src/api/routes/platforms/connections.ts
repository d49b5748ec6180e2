import { z } from 'zod'
import { appendAudit } from '#spine/audit/append.ts'
import { checkNow } from '#spine/connections/check-now.ts'
import { connect } from '#spine/connections/connect.ts'
import { callbackUrl } from '#spine/connections/grants.ts'
import { readHistory } from '#spine/connections/history.ts'
import {
  listConnections,
  readConnection,
  removeConnection,
  setStatus,
  type ConnectionRow,
} from '#spine/connections/list.ts'
import { readId, showId } from '#spine/ids.ts'
import { readSubscriptions } from '#spine/connections/subscriptions.ts'
import { pageOf } from '../paging.ts'
import { nothing, paging, route } from '../../route.ts'

const shown = ({ id, at: _at, ...row }: ConnectionRow) => ({ id: showId('conn', id), ...row })

export const connectionRoutes = [
  route({
    method: 'GET',
    path: '/v1/connectors',
    permission: 'connections:read',
    says: 'The platforms that can be connected: what each asks for, the least scopes, and what it can do.',
    input: nothing,
    work: ({ house }) =>
      Promise.resolve({
        body: {
          data: [...house.connecting.catalogue.values()].map(sheet => ({
            id: sheet.id,
            title: sheet.title,
            grade: sheet.grade ?? null,
            scopes: (sheet.scopes ?? []).map(scope => ({ scope, says: sheet.scopeWords?.[scope] ?? '' })),
            credentials: z.toJSONSchema(sheet.credentials, { io: 'input', unrepresentable: 'any' }),
            actions: sheet.provides.map(provided => `${sheet.id}.${provided.action.name}`),
            takesWebhooks: sheet.intake !== undefined,
            byOAuth: sheet.oauth !== undefined,
            takesSecret: sheet.takeSecret !== undefined,
            redirectUrl: sheet.oauth ? callbackUrl(house.publicUrl, sheet.id) : null,
          })),
        },
      }),
  }),
  route({
    method: 'GET',
    path: '/v1/connections',
    permission: 'connections:read',
    says: 'The connected platforms with their health, oldest first.',
    input: paging,
    work: asked => pageOf(asked, 'connections', listConnections, shown),
  }),
  route({
    method: 'POST',
    path: '/v1/connections',
    permission: 'connections:write',
    says: 'Connect a platform, or give a connected one new credentials. They are tried before anything is saved.',
    input: z.object({ connector: z.string().max(50), credentials: z.record(z.string(), z.json()) }),
    work: async ({ house, actor, input }) => {
      const made = await connect(house.connecting, actor, input)
      return {
        status: 201,
        body: { id: showId('conn', made.connectionId), title: made.title, warnings: made.warnings },
      }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/connections/:connection',
    permission: 'connections:read',
    says: 'One connection.',
    input: nothing,
    work: async ({ house, actor, params }) => ({
      body: shown(
        await house.db.tenant(actor.tenantId, tx =>
          readConnection(tx, readId('conn', params['connection'] ?? '')),
        ),
      ),
    }),
  }),
  route({
    method: 'PATCH',
    path: '/v1/connections/:connection',
    permission: 'connections:write',
    says: 'Pause or resume a connection. A paused one still takes in webhooks; nothing is done through it.',
    input: z.object({ status: z.enum(['active', 'paused']) }),
    work: async ({ house, actor, params, input }) => {
      const id = readId('conn', params['connection'] ?? '')
      const row = await house.db.tenant(actor.tenantId, async tx => {
        await setStatus(tx, id, input.status)
        await appendAudit(tx, {
          actor: `${actor.kind} ${actor.id}`,
          via: actor.via,
          deed: `connection.${input.status}`,
          subject: `connection ${id}`,
          outcome: 'succeeded',
        })
        return readConnection(tx, id)
      })
      return { body: shown(row) }
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/connections/:connection',
    permission: 'connections:write',
    says: 'Remove a connection with its events and cases.',
    input: nothing,
    work: async ({ house, actor, params }) => {
      const id = readId('conn', params['connection'] ?? '')
      await house.db.tenant(actor.tenantId, async tx => {
        await removeConnection(tx, id)
        await appendAudit(tx, {
          actor: `${actor.kind} ${actor.id}`,
          via: actor.via,
          deed: 'connection.removed',
          subject: `connection ${id}`,
          outcome: 'succeeded',
        })
      })
      return { body: { removed: true } }
    },
  }),
  route({
    method: 'POST',
    path: '/v1/connections/:connection/check',
    permission: 'connections:write',
    says: 'Try a connection at this moment: its credentials, its scopes, and what must stand at the platform. Says what is wrong.',
    input: nothing,
    work: async ({ house, actor, params }) => ({
      body: await checkNow(house.connecting, actor, readId('conn', params['connection'] ?? '')),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/connections/:connection/history',
    permission: 'connections:read',
    says: 'What happened to a connection, newest first.',
    input: z.object({ limit: z.coerce.number().int().min(1).max(200).default(100) }),
    work: async ({ house, actor, params, input }) => {
      const id = readId('conn', params['connection'] ?? '')
      const data = await house.db.tenant(actor.tenantId, async tx => {
        await readConnection(tx, id)
        return readHistory(tx, id, input.limit)
      })
      return { body: { data, has_more: data.length === input.limit, next_cursor: null } }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/connections/:connection/subscriptions',
    permission: 'connections:read',
    says: 'What the platform tells us of, as it says itself at this moment: each subscription, and whether it stands.',
    input: nothing,
    work: async ({ house, actor, params }) => {
      const id = readId('conn', params['connection'] ?? '')
      return { body: { data: await readSubscriptions(house.connecting, actor.tenantId, id) } }
    },
  }),
]
