import type { Tx } from '../database/database.ts'
import { Chosen } from '../people/notification-choices.ts'
import { isTold, mayHear } from '../people/notification-kinds.ts'
import { mutedBy, unreadBy } from '../people/unread.ts'
import type { Role } from '../tenancy/permissions.ts'
import type { News } from './letters.ts'

/** A member who is mailed, and of what. */
export interface Recipient {
  readonly member: string
  readonly language: string | null
  readonly news: readonly News[]
}

interface Row {
  readonly member: string
  readonly role: Role
  readonly language: string | null
  readonly mail: unknown
  readonly notification: string
}

/**
 * Who is mailed of these at once: members who may see it and want it so. Nobody who has read it already, muted it or everything, or is
 * mailed once a day.
 */
export async function recipientsOf(tx: Tx, news: readonly News[]): Promise<Recipient[]> {
  const rows = await tx.query<Row>(
    `select m.id as member, m.role, p.preferences->>'language' as language, c.mail, n.id as notification
       from members m cross join notifications n
       left join notification_choices c on c.tenant_id = m.tenant_id and c.member_id = m.id
       left join preferences p on p.tenant_id = m.tenant_id and p.member_id = m.id
      where n.id = any ($1::uuid[]) and m.removed_at is null and c.digest_hour is null
        and coalesce(c.muted_until, '-infinity') <= now()
        and ${unreadBy('m.id')} and not ${mutedBy('m.id')}
      order by m.id, n.id`,
    [news.map(({ id }) => id)],
  )
  const known = new Map(news.map(one => [one.id, one]))
  return [...Map.groupBy(rows, ({ member }) => member)].flatMap(([member, theirs]) => {
    const wanted = theirs.flatMap(row => {
      const one = known.get(row.notification)
      return one && isMailed(one, row) ? [one] : []
    })
    return wanted.length > 0 ? [{ member, language: theirs[0]?.language ?? null, news: wanted }] : []
  })
}

/** Whether somebody of this role, who chose so, is mailed of a kind. */
export function isMailed(
  { kind }: Pick<News, 'kind'>,
  { role, mail }: { readonly role: Role; readonly mail: unknown },
): boolean {
  return mayHear(kind, role) && (Chosen.parse(mail ?? {})[kind] ?? isTold(kind, 'mail'))
}
