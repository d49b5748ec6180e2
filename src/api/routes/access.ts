import { z } from 'zod'
import { createKey, listKeys, revokeKey } from '#spine/tenancy/api-keys.ts'
import { listMembers } from '#spine/tenancy/members.ts'
import { permissions } from '#spine/tenancy/permissions.ts'
import { readCursor, writeCursor, type Seek, type Slice } from '#spine/database/page.ts'
import type { Tx } from '#spine/database/database.ts'
import { appendAudit } from '#spine/audit/append.ts'
import type { Page } from './paging.ts'
import { nothing, paging, route, type Answered, type Asked } from '../route.ts'

// These lists cut their own slices.
async function sliced<Item>(
  asked: Asked<{ limit: number; cursor?: string | undefined }>,
  list: string,
  read: (tx: Tx, seek: Seek) => Promise<Slice<Item>>,
): Promise<Answered<Page<Item>>> {
  const { house, actor, input } = asked
  const key = house.ring.derive('cursor')
  const name = `${actor.tenantId} ${list}`
  const after = input.cursor === undefined ? undefined : readCursor(key, name, input.cursor)
  const { items, next } = await house.db.tenant(actor.tenantId, tx =>
    read(tx, { limit: input.limit, ...(after && { after }) }),
  )
  return { body: { data: items, has_more: next !== null, next_cursor: next && writeCursor(key, name, next) } }
}

export const accessRoutes = [
  route({
    method: 'GET',
    path: '/v1/account',
    permission: 'any',
    says: 'Whose account this is, and what the caller may do.',
    input: nothing,
    work: async ({ house, actor }) => {
      const [account] = await house.db.tenant(actor.tenantId, tx =>
        tx.query<{ name: string }>('select name from accounts'),
      )
      return {
        body: {
          account: account?.name ?? '',
          caller: { kind: actor.kind, id: actor.id, name: actor.name },
          permissions: [...actor.permissions].map(name => ({ name, says: permissions[name] })),
          ...(actor.tools && { tools: [...actor.tools] }),
        },
      }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/members',
    permission: 'members:read',
    says: 'The members of the account.',
    input: paging,
    work: asked => sliced(asked, 'members', listMembers),
  }),
  route({
    method: 'GET',
    path: '/v1/api-keys',
    permission: 'keys:read',
    says: 'API keys, without their secrets.',
    input: paging,
    work: asked => sliced(asked, 'api-keys', listKeys),
  }),
  route({
    method: 'POST',
    path: '/v1/api-keys',
    permission: 'keys:write',
    says: 'Make an API key. Its secret is in this answer and nowhere else.',
    input: z.object({
      name: z.string().min(1).max(200),
      scopes: z.array(z.string().max(200)).min(1).max(100),
      expiresAt: z.iso.datetime().optional(),
    }),
    work: async ({ house, actor, input }) => {
      const { name, scopes, expiresAt } = input
      const made = await house.db.tenant(actor.tenantId, async tx => {
        const fresh = await createKey(tx, actor, {
          name,
          scopes,
          ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt) }),
        })
        await appendAudit(tx, {
          actor: `${actor.kind} ${actor.id}`,
          via: actor.via,
          deed: 'key.made',
          subject: fresh.key.id,
          outcome: 'succeeded',
        })
        return fresh
      })
      return {
        status: 201,
        body: { ...made.key, secret: made.secret },
        headers: { 'cache-control': 'no-store' },
      }
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/api-keys/:key',
    permission: 'keys:write',
    says: 'Revoke an API key, at once and everywhere.',
    input: nothing,
    work: async ({ house, actor, params }) => {
      const id = params['key'] ?? ''
      await house.db.tenant(actor.tenantId, async tx => {
        await revokeKey(tx, id)
        await appendAudit(tx, {
          actor: `${actor.kind} ${actor.id}`,
          via: actor.via,
          deed: 'key.revoked',
          subject: id,
          outcome: 'succeeded',
        })
      })
      return { body: { revoked: true } }
    },
  }),
]
