import { queryOptions } from '@tanstack/react-query'
import { ask, type Answer } from '#console/api/client.ts'
import { useList, type List } from '#console/kit/table/use-list.ts'

export type Notification = Answer<'GET', '/v1/notifications'>['data'][number]

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

export const choicesQuery = queryOptions({
  queryKey: ['notifications', 'choices'],
  queryFn: async ({ signal }) => (await ask('GET', '/v1/notifications/choices', { signal })).app,
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

// Whose page tells more, the most telling first: a ticket names its case and its write.
const pages = [
  ['approval', '/approvals/'],
  ['case', '/backorders/'],
  ['intent', '/writes/'],
  ['event', '/events/'],
  ['hook', '/hooks/'],
  ['connection', '/connections/'],
] as const

/** The page of what a notification is about. */
export function pageOf({ about }: Pick<Notification, 'about'>): string {
  const found = pages.find(([name]) => about[name] !== undefined)
  return found ? `${found[1]}${about[found[0]]}` : '/notifications'
}
