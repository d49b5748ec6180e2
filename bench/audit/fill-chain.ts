import pg from 'pg'
import { openAnchoring } from '../../src/spine/audit/anchoring.ts'
import { fileHeads } from '../../src/spine/audit/file-heads.ts'
import { headKeys } from '../../src/spine/audit/head-keys.ts'
import { chainHash, genesis, personalHash } from '../../src/spine/audit/record.ts'
import { openDatabase } from '../../src/spine/database/database.ts'
import { migrate, spineMigrations } from '../../src/spine/database/migrations.ts'
import { createAccount } from '../../src/spine/tenancy/accounts.ts'

/** The seed of the keys that sign the heads of this bench. */
export const seed = Buffer.alloc(32, 4).toString('base64')

const atOnce = 5000

/**
 * Makes an account whose chain has that many records such as an action leaves, one in ten with a personal part, and writes ten
 * heads on the way. Written in bulk with the owner's rights: appending one by one is not what is measured. Returns the account.
 */
export async function fillChain(url: string, heads: string, records: number): Promise<string> {
  await migrate(url, await spineMigrations())
  const db = openDatabase({ url })
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  const { tenantId } = await createAccount(db, { name: 'Bench', ownerEmail: 'bench@example.com' })
  const anchoring = openAnchoring({ db, store: fileHeads(heads), keys: headKeys([seed]) })
  let prev: Buffer = genesis
  for (let first = 1; first <= records; first += atOnce) {
    const batch = Array.from({ length: Math.min(atOnce, records - first + 1) }, (_, at) => {
      const made = madeRecord(first + at, prev)
      prev = made.hash
      return made
    })
    await insert(owner, tenantId, batch)
    if (first % (records / 10) < atOnce) await anchoring.write()
  }
  await owner.query('analyze audit, audit_personal')
  await Promise.all([owner.end(), db.close()])
  return tenantId
}

type Made = ReturnType<typeof madeRecord>

function madeRecord(seq: number, prev: Buffer) {
  const salt = Buffer.alloc(32, seq)
  const personal = seq % 10 === 0 ? { input: { customer: `guest${seq}@example.com` } } : undefined
  const details = {
    key: `order:${seq}:short`,
    connection: '0190b5f0-7b1a-7c3e-9a55-0d6c7e8f9a10',
    attempts: 1,
    ...(personal && { personalHash: personalHash(salt, personal) }),
  }
  const record = {
    seq,
    at: `${new Date(1_790_000_000_000 + seq * 1000).toISOString().slice(0, -1)}000Z`,
    actor: 'solution backorders',
    via: 'solution',
    deed: 'gorgias.create_ticket',
    subject: `intent 0190b5f0-7b1a-7c3e-9a55-${String(seq).padStart(12, '0')}`,
    outcome: 'succeeded',
    details,
  }
  return { ...record, salt, personal, prev, hash: chainHash(prev, record) }
}

async function insert(owner: pg.Client, tenantId: string, batch: readonly Made[]): Promise<void> {
  const column = (pick: (made: Made) => unknown) => batch.map(pick)
  await owner.query({
    name: 'chain',
    text: `insert into audit (tenant_id, seq, at, actor, via, deed, subject, outcome, details, prev_hash, hash)
      select $1, seq, at, 'solution backorders', 'solution', 'gorgias.create_ticket', subject, 'succeeded', details, prev, hash
        from unnest($2::bigint[], $3::timestamptz[], $4::text[], $5::jsonb[], $6::bytea[], $7::bytea[]) made (seq, at, subject, details, prev, hash)`,
    values: [
      tenantId,
      column(made => made.seq),
      column(made => made.at),
      column(made => made.subject),
      column(made => JSON.stringify(made.details)),
      column(made => made.prev),
      column(made => made.hash),
    ],
  })
  const known = batch.filter(made => made.personal !== undefined)
  await owner.query({
    name: 'beside',
    text: `insert into audit_personal (tenant_id, seq, salt, personal)
      select $1, seq, salt, personal from unnest($2::bigint[], $3::bytea[], $4::jsonb[]) made (seq, salt, personal)`,
    values: [
      tenantId,
      known.map(made => made.seq),
      known.map(made => made.salt),
      known.map(made => JSON.stringify(made.personal)),
    ],
  })
}
