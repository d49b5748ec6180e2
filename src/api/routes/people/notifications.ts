import { z } from 'zod'
import { readId } from '#spine/ids.ts'
import { memberOf } from '#spine/people/member-behind.ts'
import { readChoices } from '#spine/people/notification-choices.ts'
import {
  countUnread,
  listNotifications,
  markRead,
  mostUnread,
  shownNotification,
} from '#spine/people/notifications.ts'
import { nothing, paging, route, type Asked } from '../../route.ts'
import { pageOf } from '../paging.ts'

async function chosen({ house, actor }: Asked<unknown>) {
  const { app, muted } = await house.db.tenant(actor.tenantId, tx => readChoices(tx, actor, memberOf(actor)))
  const kinds = Object.entries(app).flatMap(([kind, isWanted]) => (isWanted ? [kind] : []))
  return { kinds, isMuted: muted !== null }
}

const unread = async (asked: Asked<unknown>) => {
  const { kinds, isMuted } = await chosen(asked)
  const { house, actor } = asked
  const count = await house.db.tenant(actor.tenantId, tx => countUnread(tx, memberOf(actor), kinds))
  return { body: { unread: count, most_counted: mostUnread, is_muted: isMuted } }
}

/** What a member is told in the app: of what they may see, and chose to hear. */
export const notificationRoutes = [
  route({
    method: 'GET',
    path: '/v1/notifications',
    permission: 'any',
    says: 'What the caller is told, newest first, by kind and ids.',
    input: paging.extend({ unread: z.enum(['true', 'false']).default('false') }),
    work: async asked => {
      const [{ kinds }, member] = [await chosen(asked), memberOf(asked.actor)]
      const isUnread = asked.input.unread === 'true'
      const rows = (
        tx: Parameters<typeof listNotifications>[0],
        seek: { limit: number; after?: { at: string; id: string } },
      ) => listNotifications(tx, member, { ...seek, kinds, isUnread })
      return pageOf(asked, 'notifications', rows, shownNotification)
    },
  }),
  route({
    method: 'GET',
    path: '/v1/notifications/unread',
    permission: 'any',
    says: 'How many the caller has not read; most_counted means as many or more. None while they are muted.',
    input: nothing,
    work: unread,
  }),
  route({
    method: 'POST',
    path: '/v1/notifications/read',
    permission: 'any',
    says: 'Mark some as read, or all where none are named.',
    input: z.object({ ids: z.array(z.string().max(64)).min(1).max(200).optional() }),
    work: async asked => {
      const { house, actor, input } = asked
      const ids = input.ids?.map(id => readId('ntf', id)) ?? 'all'
      await house.db.tenant(actor.tenantId, tx => markRead(tx, memberOf(actor), ids))
      return unread(asked)
    },
  }),
]
