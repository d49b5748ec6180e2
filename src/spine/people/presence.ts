import type { Tx } from '../database/database.ts'
import { showId } from '../ids.ts'

/** What somebody has open: `case case_…`, `settings backorders`. */
export interface Thing {
  readonly what: string
  readonly id: string
}

/** Somebody who is there. */
export interface Present {
  readonly member: string
  readonly name: string
  readonly doing: 'viewing' | 'editing'
  readonly seen_at: Date
}

/** A sign of life comes every 20 s; who gave none for this long is gone. */
const presentSeconds = 45

/** Says that a member's tab has a thing open, or no longer (`left`). */
export async function showPresence(
  tx: Tx,
  member: string,
  { what, id, tab, doing }: Thing & { readonly tab: string; readonly doing: Present['doing'] | 'left' },
): Promise<void> {
  // Here too, so that the others hear of who left without a word.
  await tx.query(`delete from presence where seen_at < clock_timestamp() - $1::int * interval '1 s'`, [
    presentSeconds,
  ])
  if (doing === 'left') {
    await tx.query('delete from presence where what = $1 and id = $2 and member_id = $3 and tab = $4', [
      what,
      id,
      member,
      tab,
    ])
    return
  }
  await tx.query(
    `insert into presence (tenant_id, what, id, member_id, tab, doing) values ($1, $2, $3, $4, $5, $6)
     on conflict (tenant_id, what, id, member_id, tab) do update set doing = excluded.doing, seen_at = clock_timestamp()`,
    [tx.tenantId, what, id, member, tab, doing],
  )
}

/** Who else has a thing open; somebody with two tabs is there once, editing if either is. */
export async function listPresent(tx: Tx, { what, id }: Thing, but: string): Promise<Present[]> {
  const rows = await tx.query<{ member_id: string; name: string; is_editing: boolean; seen_at: Date }>(
    `select p.member_id, coalesce(nullif(m.name, ''), m.email) as name, bool_or(p.doing = 'editing') as is_editing,
            max(p.seen_at) as seen_at
       from presence p join members m on m.tenant_id = p.tenant_id and m.id = p.member_id
      where p.what = $1 and p.id = $2 and p.member_id <> $3
        and p.seen_at > clock_timestamp() - $4::int * interval '1 s'
      group by 1, 2 order by 2 limit 50`,
    [what, id, but, presentSeconds],
  )
  return rows.map(({ member_id, name, is_editing, seen_at }) => ({
    member: showId('mem', member_id),
    name,
    doing: is_editing ? 'editing' : 'viewing',
    seen_at,
  }))
}

/** Who but one member has which things of a kind open: names by id, at most 200 things. */
export async function listPresentAt(
  tx: Tx,
  what: string,
  but: string,
): Promise<{ id: string; names: string[] }[]> {
  return tx.query<{ id: string; names: string[] }>(
    `select p.id, array_agg(distinct coalesce(nullif(m.name, ''), m.email)) as names
       from presence p join members m on m.tenant_id = p.tenant_id and m.id = p.member_id
      where p.what = $1 and p.member_id <> $2 and p.seen_at > clock_timestamp() - $3::int * interval '1 s'
      group by 1 order by 1 limit 200`,
    [what, but, presentSeconds],
  )
}
