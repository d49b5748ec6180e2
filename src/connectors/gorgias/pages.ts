import { z } from 'zod'
import { ask, type GorgiasAccount } from './client.ts'

/**
 * After so many pages of a hundred we stop looking, and say so: twice what an account can open at its pace of two calls a second while
 * the outcome of one write is looked for, and read in a third of the time that an attempt may take.
 */
const mostPages = 40

/** Every row of a list, page by page. Ends with `'more'` where it gave up before the end. */
export async function* rows<T>(
  account: GorgiasAccount,
  path: string,
  query: Readonly<Record<string, string>>,
  row: z.ZodType<T>,
): AsyncGenerator<T | 'more'> {
  const shape = z.object({
    data: z.array(row),
    meta: z.object({ next_cursor: z.string().nullish() }).nullish(),
  })
  let cursor: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const search = new URLSearchParams({ limit: '100', ...query, ...(cursor && { cursor }) })
    const answer = await ask(account, { method: 'GET', path: `${path}?${search}` }, shape)
    yield* answer.data
    const next = answer.meta?.next_cursor ?? undefined
    // A cursor that leads to itself would go round for ever.
    if (!next || next === cursor) return
    cursor = next
  }
  yield 'more'
}
