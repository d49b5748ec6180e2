import { z } from 'zod'
import { memberOf, ownerOf } from '#spine/people/member-behind.ts'
import { changePreferences, PreferencesChange, readPreferences } from '#spine/people/preferences.ts'
import type { Tx } from '#spine/database/database.ts'
import { appendAudit } from '#spine/audit/append.ts'
import { readId, showId } from '#spine/ids.ts'
import { Refusal } from '#spine/refusal.ts'
import type { Actor } from '#spine/tenancy/actor.ts'
import { nothing, route } from '../../route.ts'

async function me(tx: Tx, actor: Actor) {
  const id = memberOf(actor)
  const [row] = await tx.query<{ email: string; name: string; role: string }>(
    'select email, name, role from members where id = $1',
    [id],
  )
  if (!row) throw new Refusal('not_found', 'There is no such member.')
  return { id: actor.id, ...row, preferences: await readPreferences(tx, id) }
}

/** The signed-in member: who they are, how they like it, and where they are signed in. */
export const meRoutes = [
  route({
    method: 'GET',
    path: '/v1/me',
    permission: 'any',
    says: 'The signed-in member, and how they like it; null is as their browser says.',
    input: nothing,
    work: async ({ house, actor }) => ({ body: await house.db.tenant(actor.tenantId, tx => me(tx, actor)) }),
  }),
  route({
    method: 'PATCH',
    path: '/v1/me',
    permission: 'any',
    says: 'Change one’s own name and preferences; what is not named stays.',
    input: z.object({
      name: z.string().trim().max(200).optional(),
      preferences: PreferencesChange.optional(),
    }),
    work: ({ house, actor, input }) =>
      house.db.tenant(actor.tenantId, async tx => {
        const id = memberOf(actor)
        if (input.name !== undefined)
          await tx.query('update members set name = $2 where id = $1', [id, input.name])
        if (input.preferences) await changePreferences(tx, id, input.preferences)
        return { body: await me(tx, actor) }
      }),
  }),
  route({
    method: 'GET',
    path: '/v1/sessions',
    permission: 'any',
    says: 'Where one is signed in, newest first; there are few, so that they come whole.',
    input: nothing,
    work: async ({ house, actor }) => {
      const rows = await house.db.tenant(actor.tenantId, tx =>
        tx.query<{ id: string; created_at: Date; seen_at: Date; expires_at: Date }>(
          `select id, created_at, seen_at, expires_at from sessions
            where member_id = $1 and ended_at is null and expires_at > now() and seen_at > now() - interval '8 hours'
            order by created_at desc limit 200`,
          [memberOf(actor)],
        ),
      )
      const data = rows.map(({ id, ...row }) => ({
        id: showId('ses', id),
        ...row,
        is_this: actor.session?.id === showId('ses', id),
      }))
      return { body: { data, has_more: false, next_cursor: null } }
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/sessions/:session',
    permission: 'any',
    says: 'End one of one’s own sessions, at once and everywhere.',
    input: nothing,
    work: ({ house, actor, params }) =>
      house.db.tenant(actor.tenantId, async tx => {
        const id = params['session'] ?? ''
        const ended = await tx.query(
          'update sessions set ended_at = now() where id = $1 and member_id = $2 and ended_at is null returning id',
          [readId('ses', id), ownerOf(actor)],
        )
        if (ended.length === 0) throw new Refusal('not_found', 'There is no such session.')
        await appendAudit(tx, {
          actor: `${actor.kind} ${actor.id}`,
          via: actor.via,
          deed: 'session.ended',
          subject: id,
          outcome: 'succeeded',
        })
        return { body: { ended: true } }
      }),
  }),
]
