import { z } from 'zod'
import { Rejected } from './rejected.ts'

export type Page<T> = {
  object: 'list'
  uri: string
  data: T[]
  meta: { next_cursor: string | null; prev_cursor: string | null }
}

const cursorShape = z.tuple([z.enum(['next', 'prev']), z.string(), z.int()])

type Place = readonly [key: string, id: number]

/**
 * One page of `rows`, ordered by `key` and then id. A cursor names a row and a side of it, so that rows which come or go
 * between two calls shift nothing. `limit` is 30 unless told, 1 to 100.
 */
export function page<T extends { id: number }>(
  rows: readonly T[],
  key: (row: T) => string,
  descending: boolean,
  request: { path: string; query: URLSearchParams },
): Page<T> {
  const limit = limitOf(request.query)
  const place = (row: T): Place => [key(row), row.id]
  const order = (a: Place, b: Place) => compare(a, b) * (descending ? -1 : 1)
  const sorted = rows.toSorted((a, b) => order(place(a), place(b)))
  const [side, ...at] = cursorOf(request.query) ?? (['next', '', 0] as const)
  const sign = side === 'next' ? 1 : -1
  const starts = !request.query.get('cursor')
  const rest = sorted.filter(row => starts || order(place(row), at) * sign > 0)
  const data = side === 'next' ? rest.slice(0, limit) : rest.slice(-limit)
  const [first, last] = [data[0], data.at(-1)]
  const hasMore = (row: T | undefined, sign: 1 | -1) =>
    row !== undefined && sorted.some(other => order(place(other), place(row)) * sign > 0)
  return {
    object: 'list',
    uri: request.path,
    data,
    meta: {
      next_cursor: last && hasMore(last, 1) ? encode(['next', ...place(last)]) : null,
      prev_cursor: first && hasMore(first, -1) ? encode(['prev', ...place(first)]) : null,
    },
  }
}

function limitOf(query: URLSearchParams): number {
  const limit = z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .safeParse(query.get('limit') ?? 30)
  if (!limit.success) throw new Rejected(400, 'The request is invalid.', { limit: ['must be 1 to 100'] })
  return limit.data
}

function cursorOf(query: URLSearchParams): z.infer<typeof cursorShape> | undefined {
  const cursor = query.get('cursor')
  if (!cursor) return undefined
  try {
    return cursorShape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    throw new Rejected(400, 'The request is invalid.', { cursor: ['is not a cursor of this list'] })
  }
}

function encode(cursor: z.infer<typeof cursorShape>): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

function compare(a: Place, b: Place): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1
  return a[1] - b[1]
}
