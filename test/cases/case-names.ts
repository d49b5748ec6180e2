import type { World } from '../world.ts'

/** The orders of the first so many cases, as the server lists them page by page. */
export async function caseNames(shop: Pick<World, 'act'>, many = Infinity): Promise<string[]> {
  const names: string[] = []
  let cursor: unknown
  do {
    const page = await shop.act('backorders.list_cases', {
      limit: 200,
      ...(typeof cursor === 'string' && { cursor }),
    })
    const { cases } = page
    if (Array.isArray(cases)) names.push(...cases.filter(isNamed).map(({ orderName }) => orderName))
    cursor = page['nextCursor']
  } while (typeof cursor === 'string' && names.length < many)
  return names.slice(0, many)
}

function isNamed(one: unknown): one is { orderName: string } {
  return typeof one === 'object' && one !== null && 'orderName' in one && typeof one.orderName === 'string'
}
