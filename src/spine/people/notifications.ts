import type { Tx } from '../database/database.ts'
import { atText, type Place } from '../database/page.ts'
import { showId } from '../ids.ts'
import { pageAbout, subjectOf } from './notification-pages.ts'
import { mutedBy, unreadBy } from './unread.ts'

export interface NotificationRow extends Place {
  readonly kind: string
  readonly about: Readonly<Record<string, string>>
  readonly is_read: boolean
  readonly is_muted: boolean
}

/** More unread ones than this are not counted. */
export const mostUnread = 100

const [unread, muted] = [unreadBy('$1'), mutedBy('$1')]

/** Of these kinds, newest first. Among the unread is nothing of what the member muted. */
export function listNotifications(
  tx: Tx,
  member: string,
  {
    kinds,
    isUnread,
    limit,
    after,
  }: { kinds: readonly string[]; isUnread: boolean; limit: number; after?: Place },
): Promise<NotificationRow[]> {
  return tx.query<NotificationRow>(
    `select n.id, n.kind, n.about, not ${unread} as is_read, ${muted} as is_muted, ${atText('n.at')} as at
       from notifications n
      where n.kind = any ($2) and ($3::uuid is null or n.id < $3) and (not $4 or (${unread} and not ${muted}))
      order by n.id desc limit $5`,
    [member, kinds, after?.id ?? null, isUnread, limit],
  )
}

/** How many of these kinds are unread, no further than `mostUnread`; none while the member wants to hear nothing. */
export async function countUnread(tx: Tx, member: string, kinds: readonly string[]): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from (
       select 1 from notifications n where n.kind = any ($2) and ${unread} and not ${muted}
          and not exists (select from notification_choices c where c.member_id = $1 and c.muted_until > now())
        order by n.id desc limit ${mostUnread}) counted`,
    [member, kinds],
  )
  return row?.n ?? 0
}

/** Marks some as read, or all that there are. */
export async function markRead(tx: Tx, member: string, ids: readonly string[] | 'all'): Promise<void> {
  if (ids === 'all')
    await tx.query(
      `insert into notification_choices (tenant_id, member_id, read_until) values ($1, $2, now())
       on conflict (tenant_id, member_id) do update set read_until = now()`,
      [tx.tenantId, member],
    )
  else
    await tx.query(
      `insert into notification_reads (tenant_id, member_id, notification_id)
       select tenant_id, $1, id from notifications where id = any ($2::uuid[]) on conflict do nothing`,
      [member, ids],
    )
}

/** As doors show it. */
export function shownNotification({ id, kind, about, is_read, is_muted, at }: NotificationRow) {
  const place = { page: pageAbout(about), subject: subjectOf(about) }
  return { id: showId('ntf', id), kind, about, ...place, is_read, is_muted, at }
}
