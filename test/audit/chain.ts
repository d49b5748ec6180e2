import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { house, type House } from '../house.ts'
import { openAnchoring, type Anchoring } from '#spine/audit/anchoring.ts'
import { appendAudit } from '#spine/audit/append.ts'
import { fileHeads } from '#spine/audit/file-heads.ts'
import { headKeys } from '#spine/audit/head-keys.ts'
import { chainHash, genesis, type ChainedRecord } from '#spine/audit/record.ts'
import { verifyAudit } from '#spine/audit/verify.ts'
import type { Verdict } from '#spine/audit/walk.ts'

/** An account with a chain of ten records, two of them personal, and its head written to a file after the sixth. */
export interface Chain extends AsyncDisposable {
  readonly home: House
  readonly anchoring: Anchoring
  readonly file: string
  append(count: number): Promise<void>
  /** What an insider with the owner's rights does: the guard against rewriting is taken away first. */
  tamper(sql: string): Promise<void>
  /** Numbers all records anew and computes every hash again, so that the chain agrees with itself. */
  recompute(): Promise<void>
  verify(): Promise<{ alone: Verdict; anchored: Verdict }>
}

export const seed = Buffer.alloc(32, 5).toString('base64')

export async function openChain(): Promise<Chain> {
  const home = await house()
  const { db, tenantId } = home
  const folder = await mkdtemp(join(tmpdir(), 'storewright-heads-'))
  const file = join(folder, 'kept', 'heads.ndjson')
  const anchoring = openAnchoring({ db, store: fileHeads(file), keys: headKeys([seed]) })
  let made = 0
  const append = async (count: number): Promise<void> => {
    for (let left = count; left > 0; left -= 1) {
      made += 1
      const personal = made % 5 === 0 ? { input: { customer: `guest${made}@mugs.test` } } : undefined
      const details = { number: made, many: [made, { nested: null }] }
      await db.tenant(tenantId, tx =>
        appendAudit(tx, {
          actor: 'key k',
          via: 'rest',
          deed: 'a.b',
          outcome: 'succeeded',
          details,
          personal,
        }),
      )
    }
  }
  const tamper = async (sql: string): Promise<void> => {
    await home.asOwner(
      `begin; alter table audit disable trigger all; alter table audit_personal disable trigger all; ${sql}; commit`,
    )
  }
  await append(6)
  await anchoring.write()
  await append(4)
  return {
    home,
    anchoring,
    file,
    append,
    tamper,
    recompute: async () => tamper(await recomputed(home)),
    verify: async () => {
      const heads = await anchoring.read(tenantId)
      const [alone, anchored] = [{}, { heads }].map(options => verifyAudit(db, tenantId, options))
      if (!alone || !anchored) throw new Error('Two were begun.')
      return { alone: await alone, anchored: await anchored }
    },
    [Symbol.asyncDispose]: async () => {
      await home[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
}

async function recomputed({ db, tenantId }: House): Promise<string> {
  const rows = await db.tenant(tenantId, tx =>
    tx.query<ChainedRecord & { seq: string }>(
      `select seq, to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor, via, deed, subject, outcome, details
         from audit order by seq`,
    ),
  )
  let prev: Buffer = genesis
  return rows
    .map((row, index) => {
      const hash = chainHash(prev, { ...row, seq: index + 1 })
      const set = `seq = ${index + 1}, prev_hash = '\\x${prev.toString('hex')}', hash = '\\x${hash.toString('hex')}'`
      prev = hash
      return `update audit set ${set} where tenant_id = '${tenantId}' and seq = ${row.seq}`
    })
    .join('; ')
}
