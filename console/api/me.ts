import { queryOptions } from '@tanstack/react-query'
import { ask } from './client.ts'

/** The signed-in member, and how they like it, in whatever browser. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => ask('GET', '/v1/me', { signal }),
  staleTime: 60_000,
})
