import { queryOptions } from '@tanstack/react-query'
import { backorders } from '../cases.ts'

/** The sums behind a case; told anew when the case is. */
export const linesQuery = (id: string) =>
  queryOptions({
    queryKey: ['backorders', 'case', id, 'lines'],
    queryFn: () => readLines(id),
    meta: { kinds: ['case'] },
  })

/** One line of the order, and what stands before it. */
export type Line = Awaited<ReturnType<typeof readLines>>[number]

async function readLines(id: string) {
  const { lines } = await backorders.read('explain_case', { case: id })
  return lines
}
