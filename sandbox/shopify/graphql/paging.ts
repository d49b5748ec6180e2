import { GraphQLError } from 'graphql'

export interface Paging {
  readonly first?: number | null
  readonly last?: number | null
  readonly after?: string | null
}

/** A page of a list, with real cursors. Refuses what the platform refuses: no size, or more than 250. */
export function connection<T extends Record<string, unknown>>(
  all: readonly T[],
  { first, last, after }: Paging,
) {
  const size = first ?? last
  if (size === undefined || size === null) throw new GraphQLError('you must provide one of first or last')
  if (size < 0 || size > 250) throw new GraphQLError('first must be between 0 and 250')
  const from = after === undefined || after === null ? 0 : readCursor(after) + 1
  const page = first === undefined || first === null ? all.slice(-size) : all.slice(from, from + size)
  const edges = page.map((node, index) => ({ node, cursor: cursor(from + index) }))
  return {
    nodes: page,
    edges,
    pageInfo: {
      hasNextPage: from + page.length < all.length,
      hasPreviousPage: from > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}

const cursor = (index: number): string => Buffer.from(JSON.stringify({ at: index })).toString('base64url')

function readCursor(text: string): number {
  const found = /^\{"at":(\d+)\}$/.exec(Buffer.from(text, 'base64url').toString('utf8'))
  if (!found) throw new GraphQLError('Invalid cursor for current pagination sort.')
  return Number(found[1])
}
