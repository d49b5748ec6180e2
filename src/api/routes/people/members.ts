import { z } from 'zod'
import { appendAudit } from '#spine/audit/append.ts'
import type { Tx } from '#spine/database/database.ts'
import type { Actor } from '#spine/tenancy/actor.ts'
import { addMember, changeRole, removeMember } from '#spine/tenancy/members.ts'
import { rolePermissions } from '#spine/tenancy/permissions.ts'
import { inviteMember, signInUrl } from '#spine/tenancy/sign-in-links.ts'
import { nothing, route } from '../../route.ts'

const Role = z.enum(['owner', 'admin', 'agent', 'viewer'])
const shownOnce = { 'cache-control': 'no-store' }

const note = (tx: Tx, actor: Actor, deed: string, subject: string, role?: string): Promise<void> =>
  appendAudit(tx, {
    actor: `${actor.kind} ${actor.id}`,
    via: actor.via,
    deed,
    subject,
    outcome: 'succeeded',
    ...(role !== undefined && { details: { role } }),
  })

/** Who belongs to the team, and as what. Nobody gives a role above their own. */
export const memberRoutes = [
  route({
    method: 'GET',
    path: '/v1/roles',
    permission: 'members:read',
    says: 'The roles, and what each may do.',
    input: nothing,
    work: () =>
      Promise.resolve({
        body: { data: Role.options.map(name => ({ name, permissions: rolePermissions[name] })) },
      }),
  }),
  route({
    method: 'POST',
    path: '/v1/members',
    permission: 'members:write',
    says: 'Add a member, or take one back. The link that signs them in, once and within an hour, is in this answer and nowhere else.',
    input: z.object({ email: z.email().max(254), name: z.string().trim().max(200).default(''), role: Role }),
    work: ({ house, actor, input }) =>
      house.db.tenant(actor.tenantId, async tx => {
        const member = await addMember(tx, actor, input)
        const link = await inviteMember(tx, actor, member.id)
        await note(tx, actor, 'member.added', member.id, input.role)
        const secret = signInUrl(house.publicUrl, link)
        return { status: 201, body: { ...member, secret, expires_at: link.expiresAt }, headers: shownOnce }
      }),
  }),
  route({
    method: 'POST',
    path: '/v1/members/:member/invitation',
    permission: 'members:write',
    says: 'Make another link that signs a member in, once and within an hour.',
    input: nothing,
    work: ({ house, actor, params }) =>
      house.db.tenant(actor.tenantId, async tx => {
        const id = params['member'] ?? ''
        const link = await inviteMember(tx, actor, id)
        await note(tx, actor, 'member.invited', id)
        return {
          status: 201,
          body: { secret: signInUrl(house.publicUrl, link), expires_at: link.expiresAt },
          headers: shownOnce,
        }
      }),
  }),
  route({
    method: 'PATCH',
    path: '/v1/members/:member',
    permission: 'members:write',
    says: 'Give a member another role. Their sessions end, and keys of theirs that go beyond it are revoked.',
    input: z.object({ role: Role }),
    work: ({ house, actor, params, input }) =>
      house.db.tenant(actor.tenantId, async tx => {
        const id = params['member'] ?? ''
        const { member, endedSessions, revokedKeys } = await changeRole(tx, actor, id, input.role)
        await note(tx, actor, 'member.changed', id, input.role)
        return { body: { ...member, ended_sessions: endedSessions, revoked_keys: revokedKeys } }
      }),
  }),
  route({
    method: 'DELETE',
    path: '/v1/members/:member',
    permission: 'members:write',
    says: 'Remove a member with their sessions, keys and ways to sign in.',
    input: nothing,
    work: ({ house, actor, params }) =>
      house.db.tenant(actor.tenantId, async tx => {
        const id = params['member'] ?? ''
        const { endedSessions, revokedKeys } = await removeMember(tx, actor, id)
        await note(tx, actor, 'member.removed', id)
        return { body: { removed: true, ended_sessions: endedSessions, revoked_keys: revokedKeys } }
      }),
  }),
]
