import { z } from 'zod'
import type { Tx } from '../database/database.ts'
import type { HookType } from '../hooks/types.ts'
import { zoneFlaw } from '../jobs/cron.ts'
import type { Actor } from '../tenancy/actor.ts'
import { isNotificationKind, isTold, notificationKinds, type OwnChannel } from './notification-kinds.ts'
import { pageOfSubject } from './notification-pages.ts'

/** Kinds that were chosen otherwise than usual, as they are kept. */
export const Chosen = z.record(z.string(), z.boolean())

/** When somebody is mailed once a day, instead of each at once. */
const Digest = z.object({
  hour: z.int().min(0).max(23).describe('The hour of the day there.'),
  zone: z
    .string()
    .max(64)
    .refine(zone => zoneFlaw(zone) === undefined, 'a time zone by its name, such as Europe/Berlin or UTC'),
})

/** What a member wants to be told, and where. What is not named stays as it is. */
export const ChoicesChange = z
  .object({
    app: z.record(z.string().max(60), z.boolean()).describe('By kind: told in the app.'),
    mail: z.record(z.string().max(60), z.boolean()).describe('By kind: mailed to the address of the member.'),
    muted: z
      .object({ until: z.iso.datetime().nullable() })
      .nullable()
      .describe('Nothing is told until then, or, without a time, until it is switched on by null.'),
    digest: Digest.nullable().describe('Mailed once a day instead of each at once; null: at once.'),
  })
  .partial()

interface Row {
  readonly choices: unknown
  readonly mail: unknown
  readonly is_muted: boolean
  readonly muted_until: Date | null
  readonly digest_hour: number | null
  readonly digest_zone: string | null
}

/** Kinds that this actor may hear of. */
export function kindsOf(actor: Pick<Actor, 'permissions'>): HookType[] {
  return Object.entries(notificationKinds).flatMap(([kind, { permission }]) =>
    isNotificationKind(kind) && actor.permissions.has(permission) ? [kind] : [],
  )
}

/** What a member wants to be told, by channel and kind, only of what they may see; and when not. */
export async function readChoices(tx: Tx, actor: Pick<Actor, 'permissions'>, member: string) {
  const [row] = await tx.query<Row>(
    `select choices, mail, coalesce(muted_until > now(), false) as is_muted,
            case when isfinite(muted_until) then muted_until end as muted_until, digest_hour, digest_zone
       from notification_choices where member_id = $1`,
    [member],
  )
  const muted = await tx.query<{ subject: string }>(
    'select subject from notification_mutes where member_id = $1 order by muted_at desc, subject limit 200',
    [member],
  )
  const of = (channel: OwnChannel, kept: unknown): Record<string, boolean> => {
    const chosen = Chosen.parse(kept ?? {})
    return Object.fromEntries(kindsOf(actor).map(kind => [kind, chosen[kind] ?? isTold(kind, channel)]))
  }
  return {
    app: of('app', row?.choices),
    mail: of('mail', row?.mail),
    muted: row?.is_muted ? { until: row.muted_until } : null,
    digest: row?.digest_zone ? { hour: row.digest_hour ?? 0, zone: row.digest_zone } : null,
    muted_subjects: muted.map(({ subject }) => ({ subject, page: pageOfSubject(subject) })),
  }
}

/** Changes what is named of it. */
export async function changeChoices(
  tx: Tx,
  member: string,
  { app = {}, mail = {}, muted, digest }: z.output<typeof ChoicesChange>,
): Promise<void> {
  const known = (change: Readonly<Record<string, boolean>>) =>
    JSON.stringify(Object.fromEntries(Object.entries(change).filter(([kind]) => isNotificationKind(kind))))
  await tx.query(
    `insert into notification_choices (tenant_id, member_id, choices, mail) values ($1, $2, $3, $4)
     on conflict (tenant_id, member_id) do update
       set choices = notification_choices.choices || excluded.choices, mail = notification_choices.mail || excluded.mail`,
    [tx.tenantId, member, known(app), known(mail)],
  )
  if (muted !== undefined)
    await tx.query('update notification_choices set muted_until = $2 where member_id = $1', [
      member,
      muted && (muted.until ?? 'infinity'),
    ])
  // The first one tells of what comes from now on.
  if (digest !== undefined)
    await tx.query(
      `update notification_choices set digest_hour = $2, digest_zone = $3, digest_at = now() where member_id = $1`,
      [member, digest?.hour ?? null, digest?.zone ?? null],
    )
}

/** Mutes one thing for a member, or lets them hear of it again; by its id as people see it. */
export async function muteSubject(
  tx: Tx,
  member: string,
  { subject, isMuted }: { subject: string; isMuted: boolean },
): Promise<void> {
  if (isMuted)
    await tx.query(
      `insert into notification_mutes (tenant_id, member_id, subject) values ($1, $2, $3) on conflict do nothing`,
      [tx.tenantId, member, subject],
    )
  else
    await tx.query('delete from notification_mutes where member_id = $1 and subject = $2', [member, subject])
}
