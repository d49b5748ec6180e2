import type { Tx } from '../database/database.ts'
import type { Held } from '../privacy/held.ts'

/** Whole tables that stay behind: secrets, their hashes, and what lives for a day. */
export const leftOut: Readonly<Record<string, string>> = {
  sessions: 'Hashes of sign-ins: sign in anew.',
  sign_in_links: 'Hashes of links: `storewright sign-in` makes another.',
  passwords: 'Hashes of passwords: set new ones.',
  second_factors: 'Secrets, sealed for this install alone: set them up anew.',
  passkeys: 'Keys that are bound to this install’s address: register them anew.',
  spent_challenges: 'Hashes that are kept for ten minutes.',
  hook_secrets: 'Secrets, sealed for this install alone: make new ones, and tell the receivers.',
  api_keys: 'Hashes of keys: make new ones.',
  data_keys: 'Keys, sealed for this install alone.',
  grants_begun: 'Authorisations under way, with a secret each: begin anew.',
  idempotency_keys: 'Answers that are kept for a day.',
  words: 'By which words things are found: made anew with the things.',
  presence: 'Who has what open at this moment.',
  changes: 'What pages that are open are told, for six hours.',
  exports: 'What was exported before, for a day.',
  export_parts: 'The same.',
  restores: 'What became of this install’s own backups.',
}

/** Columns that stay behind, and what an import writes in their place: SQL that is evaluated for each row. */
export const replaced: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  connections: {
    sealed: `''`,
    door: `replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')`,
    // Without credentials it is as one that the platform has ended: it is authorised again.
    status: `'revoked'`,
  },
}

/** A table as it is exported. */
export interface Exported {
  readonly table: string
  readonly columns: readonly string[]
  /** The order of the rows. */
  readonly key: readonly string[]
}

interface Row {
  readonly table: string
  readonly columns: string[]
  readonly key: string[]
  readonly after: string[]
}

/**
 * Every table of the map that is not left out, and the account itself, in an order in which nothing names what comes later. Throws a
 * plain Error for a table that the map names and the database has not.
 */
export async function exportedTables(tx: Tx, holds: readonly Held[]): Promise<Exported[]> {
  const names = [...new Set(['accounts', ...holds.map(({ table }) => table)])].filter(
    name => !(name in leftOut),
  )
  const rows = await tx.query<Row>(
    `select t.relname as table,
            array(select attname::text from pg_attribute where attrelid = t.oid and attnum > 0 and not attisdropped
                   and attgenerated = '' order by attnum) as columns,
            array(select a.attname::text from pg_index i join pg_attribute a on a.attrelid = t.oid and a.attnum = any (i.indkey)
                   where i.indrelid = t.oid and i.indisprimary order by array_position(i.indkey::int2[], a.attnum)) as key,
            array(select c.confrelid::regclass::text from pg_constraint c
                   where c.conrelid = t.oid and c.contype = 'f' and c.confrelid <> t.oid) as after
       from pg_class t where t.relnamespace = 'public'::regnamespace and t.relname = any ($1::text[])`,
    [names],
  )
  const missing = names.filter(name => !rows.some(row => row.table === name))
  if (missing.length > 0) throw new Error(`There is no table ${missing.join(', ')}.`)
  return inOrder(rows).map(({ table, columns, key }) => ({
    table,
    key,
    columns: columns.filter(column => replaced[table]?.[column] === undefined),
  }))
}

function inOrder(rows: readonly Row[]): Row[] {
  const ordered: Row[] = []
  let left = rows.toSorted((a, b) => (a.table < b.table ? -1 : 1))
  while (left.length > 0) {
    const next = left.filter(row => row.after.every(name => !left.some(other => other.table === name)))
    if (next.length === 0) throw new Error('Tables name each other in a circle.')
    ordered.push(...next)
    left = left.filter(row => !next.includes(row))
  }
  return ordered
}
