import type { Tx } from '../database/database.ts'
import { atText, type Place } from '../database/page.ts'
import { nextId, showId } from '../ids.ts'
import { Refusal } from '../refusal.ts'

/** A view of a list as one member sees it. */
export interface ViewRow extends Place {
  readonly member_id: string
  readonly page: string
  readonly name: string
  readonly is_team: boolean
  readonly state: Readonly<Record<string, unknown>>
  readonly version: number
  readonly is_starred: boolean
  readonly is_default: boolean
}

const seen = `select v.id, v.member_id, v.page, v.name, v.is_team, v.state, v.version, ${atText('v.created_at')} as at,
    coalesce(m.is_starred, false) as is_starred, coalesce(m.is_default, false) as is_default
  from views v left join view_marks m on m.tenant_id = v.tenant_id and m.view_id = v.id and m.member_id = $1
 where (v.is_team or v.member_id = $1)`

/** A member's own views and the team's, oldest first; of one page where one is named. */
export function listViews(
  tx: Tx,
  member: string,
  { limit, after, page }: { limit: number; after?: Place; page?: string | undefined },
): Promise<ViewRow[]> {
  return tx.query<ViewRow>(
    `${seen} and ($2::text is null or v.page = $2)
        and ($3::timestamptz is null or (v.created_at, v.id) > ($3, $4::uuid))
      order by v.created_at, v.id limit $5`,
    [member, page ?? null, after?.at ?? null, after?.id ?? null, limit],
  )
}

/** One of them. Throws Refusal `not_found`, also for another member's own. */
export async function readView(tx: Tx, member: string, id: string): Promise<ViewRow> {
  const [row] = await tx.query<ViewRow>(`${seen} and v.id = $2`, [member, id])
  if (!row) throw new Refusal('not_found', 'There is no such view.')
  return row
}

/** Keeps a view; gives its uuid. */
export async function makeView(
  tx: Tx,
  member: string,
  view: Pick<ViewRow, 'page' | 'name' | 'is_team' | 'state'>,
): Promise<string> {
  const id = nextId()
  await tx.query(
    'insert into views (tenant_id, id, member_id, page, name, is_team, state) values ($1, $2, $3, $4, $5, $6, $7)',
    [tx.tenantId, id, member, view.page, view.name, view.is_team, JSON.stringify(view.state)],
  )
  return id
}

/** Changes what is given of a view. The version must be the one that was seen, where one is named: else Refusal `conflict`. */
export async function changeView(
  tx: Tx,
  id: string,
  change: Partial<Pick<ViewRow, 'name' | 'is_team' | 'state' | 'version'>>,
): Promise<void> {
  const changed = await tx.query(
    `update views set name = coalesce($2, name), is_team = coalesce($3, is_team), state = coalesce($4, state),
            version = version + 1
      where id = $1 and ($5::int is null or version = $5) returning id`,
    [
      id,
      change.name ?? null,
      change.is_team ?? null,
      change.state === undefined ? null : JSON.stringify(change.state),
      change.version ?? null,
    ],
  )
  if (changed.length === 0)
    throw new Refusal('conflict', 'Somebody else changed this view meanwhile: look at it again.')
}

/** Removes a view for everybody. */
export async function dropView(tx: Tx, id: string): Promise<void> {
  await tx.query('delete from views where id = $1', [id])
}

/** How a member marks a view for themselves; each page has one default at most. */
export async function markView(
  tx: Tx,
  member: string,
  view: Pick<ViewRow, 'id' | 'page'>,
  { is_starred: isStarred, is_default: isDefault }: Partial<Pick<ViewRow, 'is_starred' | 'is_default'>>,
): Promise<void> {
  if (isDefault)
    await tx.query(
      `update view_marks m set is_default = false from views v
        where v.tenant_id = m.tenant_id and v.id = m.view_id and m.member_id = $1 and v.page = $2 and m.is_default`,
      [member, view.page],
    )
  await tx.query(
    `insert into view_marks (tenant_id, member_id, view_id, is_starred, is_default)
     values ($1, $2, $3, coalesce($4, false), coalesce($5, false))
     on conflict (tenant_id, member_id, view_id)
       do update set is_starred = coalesce($4, view_marks.is_starred), is_default = coalesce($5, view_marks.is_default)`,
    [tx.tenantId, member, view.id, isStarred ?? null, isDefault ?? null],
  )
}

/** As doors show it. */
export function shownView(row: ViewRow, member: string) {
  const { id, member_id: by, at, ...rest } = row
  return { id: showId('view', id), ...rest, is_mine: by === member, created_at: at }
}
