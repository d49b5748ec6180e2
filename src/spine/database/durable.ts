import { Refusal } from '../refusal.ts'
import type { Database } from './database.ts'

/**
 * Refuses a server that may forget what it has confirmed: without `fsync`, `synchronous_commit` and `full_page_writes` a power cut
 * takes webhooks that were acknowledged, and writes that will then be done again. Throws `refused` with what to switch on.
 */
export async function confirmDurable(db: Database): Promise<void> {
  const off = await db.across(tx =>
    tx.query<{ name: string }>(
      `select name from pg_settings
        where name in ('fsync', 'synchronous_commit', 'full_page_writes') and setting = 'off' order by name`,
    ),
  )
  if (off.length === 0) return
  const names = off.map(({ name }) => name).join(', ')
  throw new Refusal(
    'refused',
    `This PostgreSQL may forget what it has confirmed: switch on ${names}. (UNSAFE_COMMITS=true starts all the same, for tests.)`,
  )
}
