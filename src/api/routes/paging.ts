import type { Tx } from '#spine/database/database.ts'
import { readCursor, slice, writeCursor, type Place, type Seek } from '#spine/database/page.ts'
import type { Answered, Asked } from '../route.ts'

/** A page of a list as it is sent. */
export interface Page<Item> {
  readonly data: readonly Item[]
  readonly has_more: boolean
  readonly next_cursor: string | null
}

type Paged = Asked<{ limit: number; cursor?: string | undefined }>

/** A page of a list: one row more than asked for says whether there is another. Cursors are signed for this tenant and list. */
export async function pageOf<Row extends Place, Item>(
  asked: Paged,
  list: string,
  rows: (tx: Tx, seek: Seek) => Promise<Row[]>,
  show: (row: Row) => Item,
): Promise<Answered<Page<Item>>> {
  const { house, actor, input } = asked
  const key = house.ring.derive('cursor')
  const name = `${actor.tenantId} ${list}`
  const after = input.cursor === undefined ? undefined : readCursor(key, name, input.cursor)
  const found = await house.db.tenant(actor.tenantId, tx =>
    rows(tx, { limit: input.limit + 1, ...(after && { after }) }),
  )
  const { items, next } = slice(found, input.limit, show)
  return { body: { data: items, has_more: next !== null, next_cursor: next && writeCursor(key, name, next) } }
}
