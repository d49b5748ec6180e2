import { queryOptions, useQuery } from '@tanstack/react-query'
import { ask, askUntil, type Answer, type Ask } from '#console/api/client.ts'

export type Connection = Answer<'GET', '/v1/connections'>['data'][number]
export type Connector = Answer<'GET', '/v1/connectors'>['data'][number]

/** What is connected; an install has a handful. */
export const askConnections = (via: Ask) => via('GET', '/v1/connections', { input: { limit: 200 } })

export const connectionsQuery = queryOptions({
  queryKey: ['connections'],
  queryFn: async ({ signal }) => (await askConnections(askUntil(signal))).data,
  meta: { kinds: ['connection'] },
})

export const connectionQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', id],
    queryFn: ({ signal }) =>
      ask('GET', '/v1/connections/:connection', { params: { connection: id }, signal }),
    meta: { kinds: ['connection'] },
  })

export const historyQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', id, 'history'],
    queryFn: async ({ signal }) =>
      (await ask('GET', '/v1/connections/:connection/history', { params: { connection: id }, signal })).data,
    meta: { kinds: ['connection'] },
  })

/** Asked of the platform itself, so not more often than somebody looks. */
export const subscriptionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', id, 'subscriptions'],
    queryFn: async ({ signal }) =>
      (await ask('GET', '/v1/connections/:connection/subscriptions', { params: { connection: id }, signal }))
        .data,
    staleTime: 60_000,
  })

export const connectorsQuery = queryOptions({
  queryKey: ['connectors'],
  queryFn: async ({ signal }) => (await ask('GET', '/v1/connectors', { signal })).data,
  staleTime: Infinity,
})

/** The fact sheet of a platform. */
export function useConnector(id: string): Connector | undefined {
  return useQuery(connectorsQuery).data?.find(one => one.id === id)
}
