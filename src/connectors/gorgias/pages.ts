import { z } from 'zod'
import { ask, type GorgiasAccount } from './client.ts'

/** Every row of a list, page by page of a hundred. Ends with `'more'` where it gave up before the end: after `mostPages`. */
export async function* rows<T>(
  account: GorgiasAccount,
  path: string,
  query: Readonly<Record<string, string>>,
  row: z.ZodType<T>,
  mostPages = 20,
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
