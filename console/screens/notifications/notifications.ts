import { queryOptions, type InfiniteData } from '@tanstack/react-query'
import { ask, type Answer } from '#console/api/client.ts'
import { useSureWrite } from '#console/kit/sure/use-sure-write.ts'
import { useList, type List, type Slice } from '#console/kit/table/use-list.ts'

export type Notification = Answer<'GET', '/v1/notifications'>['data'][number]
export type ChoicesNow = Answer<'GET', '/v1/notifications/choices'>

export function useNotifications(isUnread: boolean): List<Notification> {
  return useList(
    ['notifications', 'list', isUnread],
    (cursor, via) =>
      via('GET', '/v1/notifications', {
        input: { limit: 50, unread: isUnread ? 'true' : 'false', ...(cursor !== undefined && { cursor }) },
      }),
    ['notification'],
  )
}

/** Takes these as read, or all. */
export function useReading(): (ids: readonly string[] | 'all') => void {
  return useSureWrite({
    key: ['notifications'],
    draw: (queries, ids) => {
      const isMeant = ({ id }: Notification) => ids === 'all' || ids.includes(id)
      queries.setQueriesData<InfiniteData<Slice<Notification>>>(
        { queryKey: ['notifications', 'list'] },
        old => old && { ...old, pages: old.pages.map(page => asRead(page, isMeant)) },
      )
      queries.setQueryData<Answer<'GET', '/v1/notifications/unread'>>(
        ['notifications', 'unread'],
        old => old && { ...old, unread: ids === 'all' ? 0 : Math.max(0, old.unread - ids.length) },
      )
    },
    write: ids => ask('POST', '/v1/notifications/read', { input: ids === 'all' ? {} : { ids: [...ids] } }),
  })
}

function asRead(page: Slice<Notification>, isMeant: (one: Notification) => boolean): Slice<Notification> {
  return { ...page, data: page.data.map(one => (isMeant(one) ? { ...one, is_read: true } : one)) }
}

export const choicesQuery = queryOptions({
  queryKey: ['notifications', 'choices'],
  queryFn: ({ signal }) => ask('GET', '/v1/notifications/choices', { signal }),
  meta: { kinds: ['notification', 'settings', 'connection'] },
})

/** What is known in words; the server may come to know more. */
export const kinds = {
  'approval.requested': true,
  'approval.decided': true,
  'write.needs_person': true,
  'event.parked': true,
  'connection.stale': true,
  'case.opened': true,
  'case.closed': true,
  'ticket.opened': true,
  'hook.disabled': true,
} as const
