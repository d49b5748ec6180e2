// One walk along a chain, in a process of its own: node walk-chain.ts read|verify DATABASE_URL ACCOUNT HEADS. Prints one line of JSON.
import { openAnchoring } from '../../src/spine/audit/anchoring.ts'
import { fileHeads } from '../../src/spine/audit/file-heads.ts'
import { headKeys } from '../../src/spine/audit/head-keys.ts'
import { verifyAudit } from '../../src/spine/audit/verify.ts'
import { openDatabase, type Database } from '../../src/spine/database/database.ts'
import { seed } from './fill-chain.ts'

const [work = '', url = '', tenantId = '', heads = ''] = process.argv.slice(2)
const db = openDatabase({ url })
const begun = performance.now()
const cpuBefore = process.cpuUsage()
const { records, says } = work === 'verify' ? await verify() : await read(db)
const seconds = (performance.now() - begun) / 1000
const cpu = process.cpuUsage(cpuBefore)
const cpuSeconds = (cpu.user + cpu.system) / 1e6
// In kilobytes, whatever the platform calls it.
const peakMb = process.resourceUsage().maxRSS / 1024
await db.close()
process.stdout.write(`${JSON.stringify({ records, seconds, cpuSeconds, peakMb, says })}\n`)

async function verify(): Promise<{ records: number; says: string }> {
  const anchoring = openAnchoring({ db, store: fileHeads(heads), keys: headKeys([seed]) })
  const verdict = await verifyAudit(db, tenantId, { heads: await anchoring.read(tenantId) })
  const { records: found } = verdict
  const words = verdict.isWhole
    ? `whole, heads vouch up to ${verdict.anchoredTo}`
    : `${verdict.badSeq}: ${verdict.says}`
  return { records: found, says: words }
}

/** The bare measure: the same rows in the same pages, and nothing done with them. */
async function read(from: Database): Promise<{ records: number; says: string }> {
  const size = 5000
  let count = 0
  for (let last = '0'; ;) {
    const after = last
    const rows = await from.tenant(tenantId, tx =>
      tx.query<{ seq: string }>('select * from audit where seq > $1 order by tenant_id, seq limit $2', [
        after,
        size,
      ]),
    )
    count += rows.length
    last = rows.at(-1)?.seq ?? last
    if (rows.length < size) return { records: count, says: 'rows alone' }
  }
}
