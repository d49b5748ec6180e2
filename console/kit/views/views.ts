import { queryOptions } from '@tanstack/react-query'
import { ask } from '#console/api/client.ts'

export const viewsQuery = (page: string) =>
  queryOptions({
    queryKey: ['views', page],
    queryFn: async ({ signal }) =>
      (await ask('GET', '/v1/views', { input: { page, limit: 200 }, signal })).data,
    meta: { kinds: ['view'] },
  })

/** What a view puts into the address. */
export function stateOf(state: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(state ?? {}).map(([name, value]) => [name, String(value)]))
}
