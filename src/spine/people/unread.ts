import { subjectSql } from './notification-pages.ts'

/** In SQL, of `notifications n`: that a member, a parameter or a column, has not read it. */
export const unreadBy = (member: string): string =>
  `(n.at > coalesce((select chosen.read_until from notification_choices chosen where chosen.member_id = ${member}), '-infinity')
    and not exists (select from notification_reads seen
                     where seen.member_id = ${member} and seen.notification_id = n.id))`

/** In SQL, of `notifications n`: that a member wants to hear no more of what it is about. */
export const mutedBy = (member: string): string =>
  `exists (select from notification_mutes mute where mute.member_id = ${member} and mute.subject = ${subjectSql('n.about')})`
