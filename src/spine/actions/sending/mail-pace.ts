import type { Tx } from '../../database/database.ts'
import type { Intent } from '../intent.ts'
import type { Registry, Tool } from '../tool.ts'

/** How many mails an account sends a minute, where nobody says otherwise. */
export const usualMails = 20

/**
 * Seconds until an account may send this mail; 0 where it may now, or where it is none. What was sent is counted by the database, for
 * all processes together, in the transaction that begins the sending: of many at once only as many pass as have room. One that was
 * sent before and is sent again was counted then.
 */
export async function mailWait<Desk>(
  tx: Tx,
  registry: Registry<Desk>,
  { action }: Tool<Desk>,
  intent: Pick<Intent, 'sent_at'>,
  perMinute: number,
): Promise<number> {
  if (action.isMail !== true || intent.sent_at !== null) return 0
  const mails = new Set([...registry.values()].filter(one => one.action.isMail).map(one => one.action.name))
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('storewright.mail ' || $1, 0))`, [
    tx.tenantId,
  ])
  const [last] = await tx.query<{ wait: number }>(
    `select extract(epoch from sent_at + interval '1 minute' - clock_timestamp())::float8 as wait from intents
      where action = any ($1) and sent_at > clock_timestamp() - interval '1 minute'
      order by sent_at desc offset $2 limit 1`,
    [[...mails], perMinute - 1],
  )
  return last ? Math.max(1, Math.ceil(last.wait)) : 0
}
