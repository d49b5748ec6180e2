import { z } from 'zod'
import type { Tx } from '../database/database.ts'
import { atText, type Place } from '../database/page.ts'
import { showId } from '../ids.ts'
import type { Actor } from '../tenancy/actor.ts'
import { isNotificationKind, notificationKinds } from './notification-kinds.ts'
import { pageAbout } from './notification-pages.ts'

const Choices = z.record(z.string(), z.boolean())

export interface NotificationRow extends Place {
  readonly kind: string
  readonly about: Readonly<Record<string, string>>
  readonly is_read: boolean
}

/** More unread ones than this are not counted. */
export const mostUnread = 100

const unread = `n.at > coalesce((select read_until from notification_choices where member_id = $1), '-infinity')
  and not exists (select from notification_reads r where r.member_id = $1 and r.notification_id = n.id)`

/** What a member wants to be told in the app, by kind; only of what they may see. */
export async function readChoices(tx: Tx, actor: Actor, member: string): Promise<Record<string, boolean>> {
  const [row] = await tx.query<{ choices: unknown }>(
    'select choices from notification_choices where member_id = $1',
    [member],
  )
  const chosen = Choices.parse(row?.choices ?? {})
  const mine = Object.entries(notificationKinds).filter(([, { permission }]) =>
    actor.permissions.has(permission),
  )
  return Object.fromEntries(mine.map(([kind, { isUsual }]) => [kind, chosen[kind] ?? isUsual]))
}

/** Changes what is named of it. */
export async function changeChoices(
  tx: Tx,
  member: string,
  change: Readonly<Record<string, boolean>>,
): Promise<void> {
  const known = Object.fromEntries(Object.entries(change).filter(([kind]) => isNotificationKind(kind)))
  await tx.query(
    `insert into notification_choices (tenant_id, member_id, choices) values ($1, $2, $3)
     on conflict (tenant_id, member_id) do update set choices = notification_choices.choices || excluded.choices`,
    [tx.tenantId, member, JSON.stringify(known)],
  )
}

/** Of these kinds, newest first. */
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
    `select n.id, n.kind, n.about, not (${unread}) as is_read, ${atText('n.at')} as at from notifications n
      where n.kind = any ($2) and ($3::uuid is null or n.id < $3) and (not $4 or (${unread}))
      order by n.id desc limit $5`,
    [member, kinds, after?.id ?? null, isUnread, limit],
  )
}

/** How many of these kinds are unread, no further than `mostUnread`. */
export async function countUnread(tx: Tx, member: string, kinds: readonly string[]): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from (
       select 1 from notifications n where n.kind = any ($2) and ${unread} order by n.id desc limit ${mostUnread}) counted`,
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
export function shownNotification({ id, kind, about, is_read, at }: NotificationRow) {
  return { id: showId('ntf', id), kind, about, page: pageAbout(about), is_read, at }
}
