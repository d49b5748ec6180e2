import { queryOptions } from '@tanstack/react-query'
import { askUntil, type Ask } from './client.ts'

/** The whole team. */
export const askMembers = (via: Ask) => via('GET', '/v1/members', { input: { limit: 200 } })

export const membersQuery = queryOptions({
  queryKey: ['members', 'all'],
  queryFn: async ({ signal }) => (await askMembers(askUntil(signal))).data,
  meta: { kinds: ['member'] },
})
