import { findVoice, say } from '../actions/sending/house-voice.ts'
import type { Performing } from '../actions/performing.ts'
import type { Tx } from '../database/database.ts'
import type { Told } from '../hooks/tell.ts'
import { showId } from '../ids.ts'
import { isNotificationKind } from '../people/notification-kinds.ts'
import { mutedBy, unreadBy } from '../people/unread.ts'
import type { Role } from '../tenancy/permissions.ts'
import { gathered } from './letters.ts'
import { notifier } from './pass-on.ts'
import { isMailed } from './recipients.ts'

interface Due {
  readonly member: string
  readonly role: Role
  readonly mail: unknown
  readonly language: string | null
  readonly since: Date
  readonly day: string
}

/** Mails whose hour has come what they have not read since the last time; nothing where there is nothing. */
export async function sendDigests<Desk>(spine: Performing<Desk>, tx: Tx): Promise<void> {
  const due = await takeDue(tx)
  if (due.length === 0) return
  const mail = await findVoice(spine, tx, 'mail_member')
  if (!mail) return
  for (const one of due) {
    const news = await unreadOf(tx, one)
    if (news.length === 0) continue
    const { language, member, day } = one
    const letter = gathered(news, { language, url: spine.publicUrl(), count: news.length, isDaily: true })
    const input = { member: showId('mem', member), ...letter }
    await say(spine, tx, mail, { by: notifier, key: `digest:${day}:${member}`, input })
  }
}

// Today's hour there, as an instant; due once it has passed and nothing was told since. One who is muted is asked again when they are not.
async function takeDue(tx: Tx): Promise<Due[]> {
  return tx.query<Due>(
    `with due as (
       select c.member_id, c.digest_at as since, c.mail, to_char(now() at time zone c.digest_zone, 'YYYY-MM-DD') as day
         from notification_choices c
        where c.digest_hour is not null and coalesce(c.muted_until, '-infinity') <= now()
          and (date_trunc('day', now() at time zone c.digest_zone) + c.digest_hour * interval '1 hour')
                at time zone c.digest_zone between c.digest_at and now()
        for update skip locked
     )
     update notification_choices c set digest_at = now() from due
       join members m on m.id = due.member_id and m.removed_at is null
       left join preferences p on p.member_id = m.id
      where c.member_id = due.member_id
     returning c.member_id as member, m.role, due.mail, p.preferences->>'language' as language, due.since, due.day`,
  )
}

async function unreadOf(tx: Tx, { member, since, ...who }: Due) {
  const rows = await tx.query<{ kind: string; about: Told }>(
    `select n.kind, n.about from notifications n
      where n.at > $2 and ${unreadBy('$1')} and not ${mutedBy('$1')}
      order by n.id desc limit 1000`,
    [member, since],
  )
  return rows.flatMap(({ kind, about }) =>
    isNotificationKind(kind) && isMailed({ kind }, who) ? [{ kind, about }] : [],
  )
}
