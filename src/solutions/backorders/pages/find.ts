import type { Found } from '#console/kit/screen.ts'
import { backorders, titleOf } from './cases.ts'

/** Cases by an order's number, a mail or an article; more than these are better looked for in the list. */
export async function casesFound(search: string): Promise<Found[]> {
  const { cases } = await backorders.read('list_cases', { search, limit: 5 })
  return cases.map(one => ({ to: `/backorders/${one.id}`, title: titleOf(one) }))
}
