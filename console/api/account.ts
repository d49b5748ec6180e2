import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { ask } from './client.ts'

/** Whose desk this is, and what the person who is signed in may do. */
export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: ({ signal }) => ask('GET', '/v1/account', { signal }),
  staleTime: 5 * 60_000,
})

/** The signed-in person; the shell has read it before any screen shows. */
export function useAccount() {
  const { data } = useSuspenseQuery(accountQuery)
  const held = new Set<string>(data.permissions.map(({ name }) => name))
  return { account: data.account, caller: data.caller, can: (permission: string) => held.has(permission) }
}
