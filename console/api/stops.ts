import { queryOptions } from '@tanstack/react-query'
import { ask } from './client.ts'

/** What people have stopped. Asked again by itself, for a stop of somebody else must be seen here, too. */
export const stopsQuery = queryOptions({
  queryKey: ['stops'],
  queryFn: ({ signal }) => ask('GET', '/v1/kill-switches', { signal }),
  refetchInterval: 20_000,
  staleTime: 5_000,
})
