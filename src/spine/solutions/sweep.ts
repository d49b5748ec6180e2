import type { Database } from '../database/database.ts'
import { forgetOld, Retention } from '../privacy/retention.ts'
import { readSettings } from './settings.ts'

/** What is deleted, by how often. Each is bounded by the tenant's rows of about one such period. */
const sweeps = {
  // An Idempotency-Key lives a day; what was begun at a platform and never ended holds a sealed secret, and ten minutes.
  hourly: [
    `delete from idempotency_keys where created_at < now() - interval '24 hours'`,
    `delete from changes where at < now() - interval '6 hours'`,
    `delete from exports where expires_at < now()`,
    `delete from grants_begun where expires_at < now()`,
  ],
  daily: [
    `delete from cap_usage where since < now() - interval '90 days'`,
    `delete from notifications where at < now() - interval '30 days'`,
    `delete from bulk_jobs where ended_at < now() - interval '90 days'`,
    `delete from steps where done_at < now() - interval '30 days'`,
  ],
} as const

/** Deletes one tenant's rows that have had their time. */
export async function sweep(db: Database, tenantId: string, often: keyof typeof sweeps): Promise<void> {
  await db.tenant(tenantId, async tx => {
    for (const statement of sweeps[often]) await tx.query(statement)
    if (often === 'daily') await forgetOld(tx, await readSettings(tx, 'privacy', Retention))
  })
}
