import { queryOptions } from '@tanstack/react-query'
import type { Ask } from '#console/api/client.ts'
import { toolsOf } from '#console/api/tools.ts'
import { sliceOf, useList, type List } from '#console/kit/table/use-list.ts'
import type { BackordersAction } from '../actions.ts'

export const backorders = toolsOf<BackordersAction>('backorders')

/** A case as the server tells it. */
export type Case = Awaited<ReturnType<typeof readCases>>['cases'][number]

export const statuses = ['open', 'suspected', 'clearing', 'closed', 'quiet'] as const
export type Status = (typeof statuses)[number]

function isStatus(text: string | undefined): text is Status {
  return statuses.some(status => status === text)
}

const orders = ['opened', 'short'] as const

/** What is listed, as the address has it: a status, words that are sought, and the order where it is not by age. */
export interface CaseFilter {
  readonly status?: Status
  readonly search?: string
  readonly order?: (typeof orders)[number]
}

/** Reads it out of an address. */
export function filterOf({ status, q, order }: Readonly<Record<string, string>>): CaseFilter {
  const known = orders.find(one => one === order)
  return { ...(isStatus(status) && { status }), ...(q && { search: q }), ...(known && { order: known }) }
}

/** How people call a case; one that stock covers has nothing to say. */
export const titleOf = ({ orderName, subject }: Pick<Case, 'orderName' | 'subject'>): string =>
  subject === '' ? orderName : `${orderName}: ${subject}`

export const casesKey = (filter: CaseFilter) => ['backorders', 'cases', filter]

export function useCases(filter: CaseFilter): List<Case> {
  return useList(
    casesKey(filter),
    async (cursor, via) => {
      const page = await readCases(filter, cursor, via)
      return sliceOf(page.cases, page)
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

function readCases(filter: CaseFilter, cursor: string | undefined, via?: Ask) {
  return backorders.read(
    'list_cases',
    { limit: 100, ...filter, ...(cursor !== undefined && { cursor }) },
    via,
  )
}

/** How many a saved view finds. */
export async function countCases(address: Readonly<Record<string, string>>): Promise<number> {
  return (await backorders.read('list_cases', { ...filterOf(address), limit: 1 })).total
}
