import { randomUUID } from 'node:crypto'
import type { CrossTx, Database } from '../database/database.ts'
import { showId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import { readEmail } from './email-address.ts'
import { lockAccount } from './grants.ts'

interface NewAccount {
  readonly name: string
  readonly ownerEmail: string
}

/** An account and one of its owners. */
export interface FoundedAccount {
  readonly tenantId: string
  /** `mem_…` */
  readonly memberId: string
}

/** Makes an account with its first owner. Throws Refusal `invalid_input`. */
export async function createAccount(db: Database, { name, ownerEmail }: NewAccount): Promise<FoundedAccount> {
  const wished = { name: readName(name), email: readEmail(ownerEmail) }
  const tenantId = await db.across(tx => insertAccount(tx, wished.name))
  return { tenantId, memberId: await ensureOwner(db, tenantId, wished.email) }
}

/**
 * The account of a fresh installation: the oldest one, made if there is none, with an owner. Processes that start at once make
 * one account, and a process that died between the account and its owner is made good by the next. `isNew` when this call made it.
 */
export async function ensureAccount(
  db: Database,
  { name, ownerEmail }: NewAccount,
): Promise<FoundedAccount & { isNew: boolean }> {
  const wished = { name: readName(name), email: readEmail(ownerEmail) }
  const { tenantId, isNew } = await db.across(async tx => {
    await tx.query(`select pg_advisory_xact_lock(hashtext('storewright.first-account'))`)
    const found = await oldest(tx)
    return found
      ? { tenantId: found, isNew: false }
      : { tenantId: await insertAccount(tx, wished.name), isNew: true }
  })
  return { tenantId, memberId: await ensureOwner(db, tenantId, wished.email), isNew }
}

async function oldest(tx: CrossTx): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>('select id from accounts order by created_at, id limit 1')
  return row?.id
}

async function insertAccount(tx: CrossTx, name: string): Promise<string> {
  const id = randomUUID()
  await tx.query('insert into accounts (id, name) values ($1, $2)', [id, name])
  return id
}

async function ensureOwner(db: Database, tenantId: string, email: string): Promise<string> {
  return db.tenant(tenantId, async tx => {
    await lockAccount(tx)
    const [owner] = await tx.query<{ id: string }>(
      `select id from members where role = 'owner' and removed_at is null
        order by (email = $1) desc, created_at, id limit 1`,
      [email],
    )
    if (owner) return showId('mem', owner.id)
    const id = randomUUID()
    await tx.query(`insert into members (tenant_id, id, email, role) values ($1, $2, $3, 'owner')`, [
      tenantId,
      id,
      email,
    ])
    return showId('mem', id)
  })
}

function readName(text: string): string {
  const name = text.trim()
  if (name.length >= 1 && name.length <= 200) return name
  const message = 'An account has a name of 1 to 200 characters.'
  throw new Refusal('invalid_input', message, { flaws: [{ pointer: '/name', message }] })
}
