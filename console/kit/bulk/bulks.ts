import { queryOptions } from '@tanstack/react-query'
import { ask, askCsv, type Answer, type Asked } from '#console/api/client.ts'
import { useList, type List } from '#console/kit/table/use-list.ts'

/** What is done, and on what. */
export type NewBulk = NonNullable<Asked<'POST', '/v1/bulks'>['input']>
export type Bulk = Answer<'GET', '/v1/bulks/:bulk'>
export type BulkRow = Answer<'GET', '/v1/bulks/:bulk/rows'>['data'][number]

/** One bulk as it goes on. The server tells of each step; asking now and then is for who cannot hear it. */
export const bulkQuery = (id: string) =>
  queryOptions({
    queryKey: ['bulks', id],
    queryFn: ({ signal }) => ask('GET', '/v1/bulks/:bulk', { params: { bulk: id }, signal }),
    meta: { kinds: [`bulk ${id}`] },
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 3000 : false),
  })

/** What became of its rows, of one outcome. */
export function useBulkRows(id: string, state: 'failed' | 'asked'): List<BulkRow> {
  return useList(
    ['bulks', id, 'rows', state],
    (cursor, via) =>
      via('GET', '/v1/bulks/:bulk/rows', {
        params: { bulk: id },
        input: { state, limit: 100, ...(cursor !== undefined && { cursor }) },
      }),
    [`bulk ${id}`],
  )
}

/** What failed, as the server writes it for spreadsheets. */
export function readFailures(id: string): Promise<string> {
  return askCsv('/v1/bulks/:bulk/rows', { params: { bulk: id }, input: { state: 'failed', limit: 200 } })
}
