import { queryOptions } from '@tanstack/react-query'
import { ask, type Answer } from '#console/api/client.ts'

export type System = Answer<'GET', '/v1/system'>

export const systemQuery = queryOptions({
  queryKey: ['system'],
  queryFn: ({ signal }) => ask('GET', '/v1/system', { signal }),
  refetchInterval: 10_000,
})
