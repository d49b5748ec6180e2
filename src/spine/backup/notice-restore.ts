import { appendAudit } from '../audit/append.ts'
import type { Database, Tx } from '../database/database.ts'
import { backupLock, doubtAll } from './mark.ts'

/** What was found of one account's restore. */
interface Found {
  readonly tenantId: string
  /** Writes that were under way when the backup was taken. */
  readonly doubted: number
}

/**
 * Finds out whether this database came out of a backup since it was last opened, and puts in doubt what may have happened since:
 * nothing unfinished is then sent before it was looked for at its platform. Must be done before any work begins. Several processes
 * may start at once: those that come second wait for the first.
 */
export async function noticeRestore(db: Database): Promise<Found[]> {
  const marks = await db.across(tx =>
    tx.query<{ tenant_id: string; id: string }>(
      'select tenant_id, id from restores where found_at is null order by tenant_id, id',
    ),
  )
  const found: Found[] = []
  for (const mark of marks) {
    const one = await db.tenant(mark.tenant_id, async tx => {
      const [row] = await tx.query<{ taken_at: Date }>(
        'select taken_at from restores where id = $1 and found_at is null for update',
        [mark.id],
      )
      const [lock] = await tx.query<{ is_free: boolean }>(
        `select pg_try_advisory_xact_lock_shared(${backupLock}) as is_free`,
      )
      return row && lock?.is_free
        ? enterEpoch(tx, { id: mark.id, takenAt: row.taken_at }, 'noticed')
        : undefined
    })
    if (one) found.push(one)
  }
  return found
}

/** Says of every account that its database is a copy of that time, made by means that left no mark. */
export async function declareRestore(db: Database, takenAt: Date): Promise<Found[]> {
  const accounts = await db.across(tx => tx.query<{ id: string }>('select id from accounts order by id'))
  const id = crypto.randomUUID()
  const found: Found[] = []
  for (const account of accounts)
    found.push(await db.tenant(account.id, tx => enterEpoch(tx, { id, takenAt }, 'declared')))
  return found
}

async function enterEpoch(tx: Tx, restore: { id: string; takenAt: Date }, outcome: string): Promise<Found> {
  const doubted = await doubtAll(tx, restore)
  await appendAudit(tx, {
    actor: 'system storewright',
    via: 'cli',
    deed: 'backup.restored',
    subject: `backup ${restore.id}`,
    outcome,
    details: { takenAt: restore.takenAt.toISOString(), doubted },
  })
  return { tenantId: tx.tenantId, doubted }
}
