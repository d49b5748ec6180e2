import { erasePersonalWhere } from '../audit/erase-personal.ts'
import type { Tx } from '../database/database.ts'
import type { Held } from './held.ts'

/** How many rows of each table; tables without any are left out. */
export type Counts = Readonly<Record<string, number>>

export interface Elsewhere {
  readonly place: string
  readonly name: string
  readonly url: string | null
}

/** Whether something about the subject is still under way: what is being sent cannot be forgotten before it ends. */
export async function isBusy(
  tx: Tx,
  held: readonly Held[],
  of: 'customer' | 'shop',
  given: string,
): Promise<boolean> {
  for (const { table, [of]: scope } of held) {
    if (!scope?.busy) continue
    const found = await tx.query(
      `select 1 as one from ${table} where (${scope.where}) and ${scope.busy} limit 1`,
      [given],
    )
    if (found.length > 0) return true
  }
  return false
}

/** Forgets the subject in every table of the map, in the map's order; what is a copy of everything goes whole. */
export async function eraseAll(
  tx: Tx,
  held: readonly Held[],
  of: 'customer' | 'shop',
  given: string,
): Promise<Counts> {
  const counts: Record<string, number> = {}
  for (const { table, erase, isCopy, [of]: scope } of held) {
    const where = isCopy ? '$1::text is not null' : scope?.where
    if (where === undefined) continue
    const count = await eraseRows(tx, { table, erase, where }, given)
    if (count > 0) counts[table] = (counts[table] ?? 0) + count
  }
  return counts
}

async function eraseRows(
  tx: Tx,
  { table, erase, where }: { table: string; erase: string | undefined; where: string },
  given: string,
): Promise<number> {
  // What goes from beside the audit's chain is accounted for in the chain.
  if (table === 'audit_personal') {
    return erasePersonalWhere(tx, { actor: 'system', via: 'privacy' }, where, given)
  }
  const deed = erase === undefined ? `delete from ${table}` : `update ${table} set ${erase}`
  const rows = await tx.query(`${deed} where ${where} returning 1 as one`, [given])
  return rows.length
}

/** Everything that the tables of the map hold of a customer, as it lies there. */
export async function collect(
  tx: Tx,
  held: readonly Held[],
  traces: string,
): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {}
  for (const { table, customer } of held) {
    if (!customer) continue
    const rows = await tx.query<{ row: unknown }>(
      `select to_jsonb(${table}) - 'tenant_id' as row from ${table} where ${customer.where}`,
      [traces],
    )
    if (rows.length > 0) found[table] = [...(found[table] ?? []), ...rows.map(({ row }) => row)]
  }
  return found
}

/** Where copies lie that only people can erase. Ask before erasing: afterwards nobody knows. */
export async function elsewhere(tx: Tx, held: readonly Held[], traces: string): Promise<Elsewhere[]> {
  const found: Elsewhere[] = []
  for (const one of held)
    if (one.elsewhere) found.push(...(await tx.query<Elsewhere>(one.elsewhere, [traces])))
  return found
}
