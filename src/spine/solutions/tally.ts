import type { Tx } from '../database/database.ts'
import type { Permission } from '../tenancy/permissions.ts'

/** How many there are of something, and the list that shows just these. */
export interface Tally {
  readonly name: string
  /** At most `mostCounted`; that number means as many or more. */
  readonly count: number
  /** The list (`approvals`, `cases` …) and its filter. */
  readonly list: string
  readonly filter: Readonly<Record<string, string>>
  readonly permission: Permission
}

/** What the first page tells: what waits for a person, and what this day came to. */
export interface Tallies {
  readonly needs: readonly Tally[]
  readonly today: readonly Tally[]
}

/** Nobody reads more than this exactly; no count costs more than so many rows of an index. */
export const mostCounted = 10_000

/** Counts rows of `from` (a table with its where), no further than `mostCounted`. */
export async function countUpTo(tx: Tx, from: string, values: readonly unknown[] = []): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from (select 1 from ${from} limit ${mostCounted}) counted`,
    values,
  )
  return row?.n ?? 0
}
