import type { Tx } from '../database/database.ts'
import { readId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from './actor.ts'
import { type Role, rolePermissions } from './permissions.ts'

/**
 * Refuses to let `by` make, change or be somebody whose role is above its own: nobody hands on or takes away what they may not do
 * themselves, and only an owner makes or unmakes owners. Throws Refusal `forbidden`.
 */
export async function refuseAbove(tx: Tx, by: Actor, role: Role): Promise<void> {
  if (by.kind === 'system') return
  const lacking = rolePermissions[role].filter(word => !by.permissions.has(word))
  if (by.tools || lacking.length > 0)
    throw new Refusal('forbidden', `This needs all that ${article[role]} may do.`)
  if (role === 'owner' && !(await isOwner(tx, by)))
    throw new Refusal('forbidden', 'Only an owner makes or unmakes owners.')
}

async function isOwner(tx: Tx, by: Actor): Promise<boolean> {
  if (by.kind !== 'member') return false
  const rows = await tx.query(
    `select id from members where id = $1 and role = 'owner' and removed_at is null`,
    [readId('mem', by.id)],
  )
  return rows.length > 0
}

/** Makes changes of members and keys of one account wait for each other; work that only refers to the account does not wait. */
export async function lockAccount(tx: Tx): Promise<void> {
  await tx.query('select id from accounts where id = $1 for no key update', [tx.tenantId])
}

const article: Readonly<Record<Role, string>> = {
  owner: 'an owner',
  admin: 'an admin',
  agent: 'an agent',
  viewer: 'a viewer',
}
