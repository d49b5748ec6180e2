import { queryOptions } from '@tanstack/react-query'
import { ask, type Answer } from '#console/api/client.ts'
import { useList, type List } from '#console/kit/table/use-list.ts'

export type Event = Answer<'GET', '/v1/events'>['data'][number]
export type Job = Answer<'GET', '/v1/dead-jobs'>['data'][number]

export const states = ['parked', 'new', 'done'] as const
export type State = (typeof states)[number]

export interface Filter {
  readonly state: State | undefined
  readonly connection: string | undefined
  readonly topic: string | undefined
}

export function useEvents({ state, connection, topic }: Filter): List<Event> {
  return useList(
    ['events', state, connection, topic],
    (cursor, via) =>
      via('GET', '/v1/events', {
        input: {
          limit: 100,
          ...(state && { state }),
          ...(connection !== undefined && { connection }),
          ...(topic !== undefined && { topic }),
          ...(cursor !== undefined && { cursor }),
        },
      }),
    ['event'],
  )
}

export const eventQuery = (id: string) =>
  queryOptions({
    queryKey: ['events', 'one', id],
    queryFn: ({ signal }) => ask('GET', '/v1/events/:event', { params: { event: id }, signal }),
    meta: { kinds: ['event'] },
  })

export function useDeadJobs(): List<Job> {
  return useList(
    ['dead-jobs'],
    (cursor, via) =>
      via('GET', '/v1/dead-jobs', {
        input: { limit: 100, ...(cursor !== undefined && { cursor }) },
      }),
    ['job'],
  )
}
