import type { Tx } from '../database/database.ts'
import { appendAudit } from './append.ts'

/** The deed by which an erasure is itself on record, with the places of what it erased in `details.records`. */
export const erasure = 'personal.erased'

/**
 * Erases every personal part of the tenant's audit in which a text contains the value (an e-mail address, say), whatever its case.
 * The records themselves stay, and verify as before. Returns how many parts were erased.
 */
export async function erasePersonal(
  tx: Tx,
  by: { readonly actor: string; readonly via: string },
  value: string,
): Promise<number> {
  return erasePersonalWhere(
    tx,
    by,
    `exists (select from jsonb_path_query(personal, '$.** ? (@.type() == "string")') as text
      where position(lower($1) in lower(text #>> '{}')) > 0)`,
    value,
  )
}

/** The same by a condition of SQL, which is given `value` as $1; a condition is written in code, never taken from outside. */
export async function erasePersonalWhere(
  tx: Tx,
  by: { readonly actor: string; readonly via: string },
  where: string,
  value: string,
): Promise<number> {
  const erased = await tx.query<{ seq: string }>(`delete from audit_personal where ${where} returning seq`, [
    value,
  ])
  if (erased.length === 0) return 0
  const records = erased.map(({ seq }) => Number(seq)).toSorted((a, b) => a - b)
  await appendAudit(tx, { ...by, deed: erasure, outcome: 'succeeded', details: { records } })
  return records.length
}
