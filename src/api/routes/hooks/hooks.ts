import { z } from 'zod'
import { networkOf } from '#spine/calls/outside/destination.ts'
import {
  allowedUrl,
  changeHook,
  endSecret,
  HookChange,
  listHooks,
  makeHook,
  NewHook,
  readHook,
  removeHook,
  rotateSecret,
  shownHook,
} from '#spine/hooks/hooks.ts'
import { listSecrets } from '#spine/hooks/secrets.ts'
import { hookTypes } from '#spine/hooks/types.ts'
import { readId, showId } from '#spine/ids.ts'
import type { House } from '../../house.ts'
import { nothing, paging, route, type Asked } from '../../route.ts'
import { pageOf } from '../paging.ts'

const once = { 'cache-control': 'no-store' }

/** The hook that the URL names. */
export function hookOf({ params }: Pick<Asked<unknown>, 'params'>): string {
  return readId('hook', params['hook'] ?? '')
}

function lookAt(url: string, { connecting }: House): Promise<void> {
  return allowedUrl(url, connecting.network ?? networkOf([]))
}

export const hookRoutes = [
  route({
    method: 'GET',
    path: '/v1/hook-types',
    permission: 'hooks:read',
    says: 'Everything that an outgoing webhook can be told.',
    input: nothing,
    work: () =>
      Promise.resolve({ body: { data: Object.entries(hookTypes).map(([type, says]) => ({ type, says })) } }),
  }),
  route({
    method: 'GET',
    path: '/v1/hooks',
    permission: 'hooks:read',
    says: 'The outgoing webhooks, newest first.',
    input: paging,
    work: asked => pageOf(asked, 'hooks', listHooks, shownHook),
  }),
  route({
    method: 'POST',
    path: '/v1/hooks',
    permission: 'hooks:write',
    says: 'Make an outgoing webhook. Its secret is in this answer and nowhere else.',
    input: NewHook,
    work: async ({ house, actor, input }) => {
      await lookAt(input.url, house)
      const made = await house.db.tenant(actor.tenantId, tx =>
        makeHook(tx, house.connecting.vault, actor, input),
      )
      return { status: 201, body: { ...shownHook(made.hook), secret: made.secret }, headers: once }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/hooks/:hook',
    permission: 'hooks:read',
    says: 'One outgoing webhook.',
    input: nothing,
    work: async asked => {
      const { house, actor } = asked
      return { body: shownHook(await house.db.tenant(actor.tenantId, tx => readHook(tx, hookOf(asked)))) }
    },
  }),
  route({
    method: 'PATCH',
    path: '/v1/hooks/:hook',
    permission: 'hooks:write',
    says: 'Change an outgoing webhook, or turn it off or on. Off, what waits for it ends; it can be replayed.',
    input: HookChange,
    work: async asked => {
      const { house, actor, input } = asked
      const id = hookOf(asked)
      // Nobody has us look up a name for a hook that is not theirs.
      await house.db.tenant(actor.tenantId, tx => readHook(tx, id))
      if (input.url !== undefined) await lookAt(input.url, house)
      return {
        body: shownHook(await house.db.tenant(actor.tenantId, tx => changeHook(tx, actor, id, input))),
      }
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/hooks/:hook',
    permission: 'hooks:write',
    says: 'Remove an outgoing webhook with its secrets and its log.',
    input: nothing,
    work: async asked => {
      const { house, actor } = asked
      await house.db.tenant(actor.tenantId, tx => removeHook(tx, actor, hookOf(asked)))
      return { body: { removed: true } }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/hooks/:hook/secrets',
    permission: 'hooks:read',
    says: 'The secrets with which its messages are signed: when they were made and when they end.',
    input: nothing,
    work: async asked => {
      const { house, actor } = asked
      const id = hookOf(asked)
      const rows = await house.db.tenant(actor.tenantId, async tx => {
        await readHook(tx, id)
        return listSecrets(tx, id)
      })
      return { body: { data: rows.map(row => ({ ...row, id: showId('hsec', row.id) })) } }
    },
  }),
  route({
    method: 'POST',
    path: '/v1/hooks/:hook/secrets',
    permission: 'hooks:write',
    says: 'Make another secret, shown here once. The others sign beside it for some hours more.',
    input: z.object({
      overlapHours: z.number().min(0).max(168).default(24).describe('How long the others still sign.'),
    }),
    work: async asked => {
      const { house, actor, input } = asked
      const made = await house.db.tenant(actor.tenantId, tx =>
        rotateSecret(tx, house.connecting.vault, actor, hookOf(asked), input.overlapHours),
      )
      return { status: 201, body: made, headers: once }
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/hooks/:hook/secrets/:hookSecret',
    permission: 'hooks:write',
    says: 'End a secret at once. One that stays is always needed.',
    input: nothing,
    work: async asked => {
      const { house, actor, params } = asked
      const secret = readId('hsec', params['hookSecret'] ?? '')
      await house.db.tenant(actor.tenantId, tx => endSecret(tx, actor, hookOf(asked), secret))
      return { body: { removed: true } }
    },
  }),
]
