import { queryOptions } from '@tanstack/react-query'
import { toolsOf } from '#console/api/tools.ts'
import { useList, type List } from '#console/kit/table/use-list.ts'
import type { BackordersAction } from '../actions.ts'

export const backorders = toolsOf<BackordersAction>('backorders')

/** A case as the server tells it. */
export type Case = Awaited<ReturnType<typeof readCases>>['cases'][number]

export const statuses = ['open', 'suspected', 'clearing', 'closed', 'quiet'] as const
export type Status = (typeof statuses)[number]

export function isStatus(text: string | undefined): text is Status {
  return statuses.some(status => status === text)
}

export const casesKey = (status: Status | undefined) => ['backorders', 'cases', status]

export function useCases(status: Status | undefined): List<Case> {
  return useList(
    casesKey(status),
    async cursor => {
      const { cases, total, nextCursor } = await readCases(status, cursor)
      return { data: cases, has_more: nextCursor !== null, next_cursor: nextCursor, total }
    },
    ['case'],
  )
}

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ['backorders', 'case', id],
    queryFn: () => backorders.read('get_case', { case: id }),
    meta: { kinds: [`case ${id}`] },
  })

function readCases(status: Status | undefined, cursor: string | undefined) {
  return backorders.read('list_cases', {
    limit: 100,
    ...(status && { status }),
    ...(cursor !== undefined && { cursor }),
  })
}
