import { z } from 'zod'
import type { World } from '../../test/world.ts'

const filters: readonly { says: string; input: Readonly<Record<string, unknown>> }[] = [
  { says: 'all', input: {} },
  ...['open', 'suspected', 'clearing', 'closed', 'quiet'].map(status => ({
    says: status,
    input: { status },
  })),
  { says: 'most units first', input: { order: 'short' } },
  { says: 'open, most units first', input: { status: 'open', order: 'short' } },
  { says: 'last opened first', input: { order: 'opened' } },
  { says: 'search: one order', input: { search: '#10042' } },
  { says: 'search: the beginning of a mail', input: { search: 'buyer4' } },
  { says: 'search: one article', input: { search: 'sku-123' } },
  { says: 'search: many articles', input: { search: 'sku-1' } },
  {
    says: 'search: a closed article, most units first',
    input: { search: 'sku-1', status: 'closed', order: 'short' },
  },
  { says: 'search: a seldom status among many', input: { search: 'sku-1', status: 'clearing' } },
  { says: 'search: two words', input: { search: 'sku-77 buyer1' } },
  { says: 'search: nothing', input: { search: 'nobody@example.com' } },
]

/** A page of the list over HTTP as the console asks for it, by each filter, in milliseconds. */
export async function timeFilters(shop: World, cookie: string, times: number) {
  const took = filters.map(({ says, input }) => ({ says, input, took: [] as number[] }))
  // In turns, so that whatever else the machine does falls on all of them; the first round warms.
  for (let round = 0; round <= times; round += 1)
    for (const one of took) {
      const begun = performance.now()
      await listed(shop, cookie, { ...one.input, limit: 100 })
      if (round > 0) one.took.push(performance.now() - begun)
    }
  const deep = { says: 'a page 5,000 rows down', took: [] as number[] }
  let cursor: string | null | undefined
  for (let page = 0; page < 50 + times && cursor !== null; page += 1) {
    const begun = performance.now()
    const next = await listed(shop, cookie, { limit: 100, ...(cursor !== undefined && { cursor }) })
    if (page >= 50) deep.took.push(performance.now() - begun)
    cursor = next
  }
  return [...took, deep]
}

const Listed = z.object({ output: z.object({ nextCursor: z.string().nullable() }) })

async function listed(shop: World, cookie: string, input: object): Promise<string | null> {
  const answer = await fetch(`${shop.url}/v1/actions/backorders.list_cases`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify(input),
  })
  if (answer.status !== 200) throw new Error(`The list answered ${answer.status}.`)
  return Listed.parse(await answer.json()).output.nextCursor
}
