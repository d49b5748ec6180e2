import type { Database, Tx } from '../database/database.ts'

/** Two backups at once would each find the other's mark. Held for as long as one is taken, by a session of its own. */
export const backupLock = `hashtextextended('storewright.backup', 0)`

/**
 * Marks every account as being backed up, and gives the way to unmark them. What is copied meanwhile has the marks in it, and is
 * thereby known for a copy (`noticeRestore`). A backup that is cut short leaves its marks, and the next start then looks up once
 * what it need not have: no more than that.
 */
export async function markAll(db: Database, id: string): Promise<() => Promise<void>> {
  const accounts = await db.across(tx => tx.query<{ id: string }>('select id from accounts order by id'))
  const each = (text: string) =>
    Promise.all(accounts.map(account => db.tenant(account.id, tx => tx.query(text, [tx.tenantId, id]))))
  await each('insert into restores (tenant_id, id) values ($1, $2)')
  return async () => {
    await each('delete from restores where tenant_id = $1 and id = $2 and found_at is null')
  }
}

/** Puts everything unfinished in doubt, as of when the backup was taken, and shuts out who was signed in then. */
export async function doubtAll(tx: Tx, restore: { id: string; takenAt: Date }): Promise<number> {
  await tx.query(
    `insert into restores (tenant_id, id, taken_at, found_at) values ($1, $2, $3, clock_timestamp())
     on conflict (tenant_id, id) do update set found_at = excluded.found_at`,
    [tx.tenantId, restore.id, restore.takenAt],
  )
  const doubted = await tx.query(
    `update intents set state = case when state = 'sending' then 'unknown' else state end, lease_until = null, absences = 0,
            doubted_since = coalesce(sent_at, created_at), doubted_at = clock_timestamp()
      where state in ('proposed', 'waiting', 'sending', 'unknown') returning id`,
  )
  // Whoever signed out, or was signed out, since then would be in again.
  await tx.query('update sessions set ended_at = now() where ended_at is null')
  await tx.query('update sign_in_links set used_at = now() where used_at is null')
  return doubted.length
}
