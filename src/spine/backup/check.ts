import type { Anchoring } from '../audit/anchoring.ts'
import { verifyAudit } from '../audit/verify.ts'
import { readStored, type Connecting } from '../connections/accounts.ts'
import type { Manifest } from './manifest.ts'

/** What a restored install was found to be. */
export interface Checked {
  readonly accounts: number
  /** `whole` when every chain holds, with the heads that came along, and nothing that the manifest counted is missing; else what is wrong. */
  readonly audit: string
  readonly records: number
  readonly credentials: number
  /** Those that no key opens which is here now. */
  readonly unopened: number
  /** Unfinished writes, which are looked up before they are sent. */
  readonly doubted: number
}

/** Walks every audit chain and opens every credential. */
export async function checkRestored(
  connecting: Connecting,
  anchoring: Anchoring | undefined,
  manifest: Manifest,
): Promise<Checked> {
  const { db } = connecting
  const accounts = await db.across(tx => tx.query<{ id: string }>('select id from accounts order by id'))
  let [audit, records, credentials, unopened, doubted] = ['whole', 0, 0, 0, 0]
  for (const { id } of accounts) {
    const verdict = await verifyAudit(db, id, { heads: await anchoring?.read(id) })
    if (verdict.isWhole) records += verdict.records
    else audit = `does not hold at record ${verdict.badSeq}: ${verdict.says}`
    await db.tenant(id, async tx => {
      for (const one of await tx.query<{ id: string }>('select id from connections order by id')) {
        credentials += 1
        await readStored(connecting, tx, one.id).catch(() => (unopened += 1))
      }
      const open = await tx.query(
        `select 1 as one from intents where doubted_since is not null and finished_at is null`,
      )
      doubted += open.length
    })
  }
  if (audit === 'whole' && records < manifest.audit)
    audit = `has ${records} records; there were ${manifest.audit} when the backup was taken`
  return { accounts: accounts.length, audit, records, credentials, unopened, doubted }
}
