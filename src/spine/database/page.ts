import { createHmac, timingSafeEqual } from 'node:crypto'
import { Refusal } from '../refusal.ts'

/** Where a list was left: a row's creation (UTC text with microseconds, which a JavaScript Date would lose) and its UUID. */
export interface Place {
  readonly at: string
  readonly id: string
}

/** What a list function takes. `limit` is judged at the door. */
export interface Seek {
  readonly limit: number
  readonly after?: Place
}

/** What a list function gives. `next` is null on the last slice. */
export interface Slice<T> {
  readonly items: T[]
  readonly next: Place | null
}

/** Newest first starts after a row that is younger than all; so one statement with one plan serves every slice. */
export const newest: Place = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }

/** The SQL of a place's `at`; select it beside `id`, `where (created_at, id) < ($1::timestamptz, $2::uuid)`. */
export const atText = (column: string) =>
  `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** Cuts rows that were fetched with `limit + 1`: the one too many only says that there is more. */
export function slice<Row extends Place, T>(
  rows: readonly Row[],
  limit: number,
  show: (row: Row) => T,
): Slice<T> {
  const kept = rows.slice(0, limit)
  const last = kept.at(-1)
  return {
    items: kept.map(show),
    next: last && rows.length > limit ? { at: last.at, id: last.id } : null,
  }
}

/**
 * A place, sealed for the way outside. `key` is a derived key of this purpose; `list` names tenant and list (`<tenantId> members`), so that
 * a cursor opens no other list than its own.
 */
export function writeCursor(key: Uint8Array, list: string, place: Place): string {
  const text = `${place.at} ${place.id}`
  return `${Buffer.from(text).toString('base64url')}.${sign(key, list, text).toString('base64url')}`
}

/** The place behind a cursor that we signed for this list. Throws Refusal `invalid_input` for any other text. */
export function readCursor(key: Uint8Array, list: string, cursor: string): Place {
  const [body = '', signature = ''] = cursor.split('.')
  const text = Buffer.from(body, 'base64url').toString()
  const given = Buffer.from(signature, 'base64url')
  const wanted = sign(key, list, text)
  const [at, id] = text.split(' ')
  if (given.length === wanted.length && timingSafeEqual(given, wanted) && at && id) return { at, id }
  const message = 'This cursor is not one of ours: start without it, and pass on `next` unchanged.'
  throw new Refusal('invalid_input', message, { flaws: [{ pointer: '/cursor', message }] })
}

function sign(key: Uint8Array, list: string, text: string): Buffer {
  return createHmac('sha256', key).update(`${list}\n${text}`).digest().subarray(0, 16)
}
