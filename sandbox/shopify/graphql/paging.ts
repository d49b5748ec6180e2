import { GraphQLError } from 'graphql'

export interface Paging {
  readonly first?: number | null
  readonly last?: number | null
  readonly after?: string | null
  readonly before?: string | null
}

/** Where an element stands in its list's order. A cursor remembers it, so that a list may change between two pages. */
export type Place = readonly [value: number, id: string]

/**
 * A page of a list, with real cursors. Refuses what the platform refuses: no size, or more than 250. `placeOf` gives each
 * element's place in an ordered list; without it the cursor is the position.
 */
export function connection<T extends Record<string, unknown>>(
  all: readonly T[],
  { first, last, after, before }: Paging,
  placeOf?: { of: (one: T) => Place; isReversed: boolean },
) {
  const size = first ?? last
  if (size === undefined || size === null) throw new GraphQLError('you must provide one of first or last')
  if (size < 0 || size > 250) throw new GraphQLError('first must be between 0 and 250')
  const places = all.map((one, index): Place => placeOf?.of(one) ?? [index, ''])
  const direction = placeOf?.isReversed ? -1 : 1
  const isBeyond = (place: Place, cursor: Place): boolean => compare(place, cursor) * direction > 0
  const lower = after ? places.findIndex(place => isBeyond(place, readCursor(after))) : 0
  const upper = before ? places.findLastIndex(place => isBeyond(readCursor(before), place)) + 1 : all.length
  const start = lower < 0 ? all.length : lower
  const isForward = first !== undefined && first !== null
  const from = isForward ? start : Math.max(start, upper - size)
  const to = Math.max(from, isForward ? Math.min(upper, from + size) : upper)
  const edges = all
    .slice(from, to)
    .map((node, index) => ({ node, cursor: cursor(places[from + index] ?? [0, '']) }))
  return {
    nodes: edges.map(edge => edge.node),
    edges,
    pageInfo: {
      hasNextPage: to < all.length,
      hasPreviousPage: from > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}

export const compare = (a: Place, b: Place): number => a[0] - b[0] || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0)

const cursor = ([value, id]: Place): string =>
  Buffer.from(JSON.stringify({ last_value: value, last_id: id })).toString('base64url')

function readCursor(text: string): Place {
  const found = /^\{"last_value":(\d+),"last_id":"([^"]*)"\}$/.exec(
    Buffer.from(text, 'base64url').toString('utf8'),
  )
  if (!found) throw new GraphQLError('Invalid cursor for current pagination sort.')
  return [Number(found[1]), found[2] ?? '']
}
