import { z } from 'zod'
import type { Tx } from '../database/database.ts'

const Days = z.number().int().min(1).max(3650)

/** How long what is known of customers is kept, in days; each account's own choice. */
export const Retention = z.object({
  payloadDays: Days.default(30).describe('Payloads of webhooks, after which only hash and id stay.'),
  eventDays: Days.default(90).describe('Events as such.'),
  writeDays: Days.default(365).describe(
    'The words of ended writes to platforms, and what approvers were shown.',
  ),
  hookDays: Days.default(30).describe('Outgoing webhooks that ended, with their log.'),
  reportDays: Days.default(30).describe('What a customer who asked was told.'),
})
/** Some of them, without their defaults: what is not named stays. */
export const RetentionChange = z.object({
  payloadDays: Days.optional(),
  eventDays: Days.optional(),
  writeDays: Days.optional(),
  hookDays: Days.optional(),
  reportDays: Days.optional(),
})
type Retention = z.output<typeof Retention>

/** Forgets what had its time. What is unfinished stays until it ends. */
export async function forgetOld(
  tx: Tx,
  { payloadDays, eventDays, writeDays, hookDays, reportDays }: Retention,
): Promise<void> {
  const before = (days: number): unknown[] => [days]
  const ago = `now() - $1::int * interval '1 day'`
  await tx.query(`delete from events where state = 'done' and received_at < ${ago}`, before(eventDays))
  await tx.query(
    `update events set body = '{}' where state = 'done' and received_at < ${ago} and body <> '{}'`,
    before(payloadDays),
  )
  await tx.query(
    `update approvals a set preview = '{}', says = null from intents i
      where i.tenant_id = a.tenant_id and i.id = a.intent_id and i.finished_at < ${ago} and a.preview <> '{}'`,
    before(writeDays),
  )
  await tx.query(
    `update intents set input = '{}', output = null, preview = null, evidence = null
      where state in ('succeeded', 'refused') and finished_at < ${ago} and input <> '{}'`,
    before(writeDays),
  )
  // Told in the very moment in which its hook was turned off: nobody waits for it any more.
  await tx.query(
    `update hook_deliveries d set state = 'failed', ended_at = now() from hooks h
      where d.state = 'waiting' and h.tenant_id = d.tenant_id and h.id = d.hook_id and not h.is_enabled`,
  )
  await tx.query(
    `delete from hook_messages m where created_at < ${ago} and not exists (
       select from hook_deliveries d where d.tenant_id = m.tenant_id and d.message_id = m.id and d.state = 'waiting')`,
    before(hookDays),
  )
  await tx.query('delete from hook_secrets where expires_at < now()')
  await tx.query(
    `update privacy_requests set report = null, subject = null
      where state = 'done' and done_at < ${ago} and report is not null`,
    before(reportDays),
  )
}
