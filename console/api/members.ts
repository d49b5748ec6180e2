import { queryOptions } from '@tanstack/react-query'
import { ask } from './client.ts'

/** The whole team. */
export const membersQuery = queryOptions({
  queryKey: ['members', 'all'],
  queryFn: async ({ signal }) => (await ask('GET', '/v1/members', { signal, input: { limit: 200 } })).data,
  meta: { kinds: ['member'] },
})
