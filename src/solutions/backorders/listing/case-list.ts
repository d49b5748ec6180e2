import type { Tx } from '#spine/database/database.ts'
import type { Place } from '#spine/database/page.ts'
import { foundBy, typedWords } from '#spine/database/words.ts'
import { mostCounted } from '#spine/solutions/tally.ts'
import { columns, type CaseRow, type CaseStatus } from '../cases.ts'

/** What people ask of the list. */
export interface CaseFilter {
  readonly status?: CaseStatus | undefined
  /** Words of the order's number, the customer's mail, or an article, each as a beginning. */
  readonly search?: string | undefined
  /** Made at this time (ISO) or later. */
  readonly since?: string | undefined
  /** At least so many units short. */
  readonly minimumShort?: number | undefined
}

/** The orders of the list, with their indexes: what is sorted by, and its type. Each goes from the greatest to the least. */
const orders = {
  newest: { by: 'created_at', type: 'timestamptz', also: '' },
  opened: { by: 'opened_at', type: 'timestamptz', also: 'opened_at is not null' },
  short: { by: 'short_units', type: 'int', also: 'short_units > 0' },
} as const

export type CaseOrder = keyof typeof orders

export const caseOrders = ['newest', 'opened', 'short'] as const satisfies readonly CaseOrder[]

interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

/** A page of the list: one row more than `limit` says that there is another. `place` is where a row stands in this order. */
export function caseStatement(
  filter: CaseFilter,
  { order, limit, after }: { order: CaseOrder; limit: number; after?: Place | undefined },
): Statement {
  const { by, type, also } = orders[order]
  const { where, values } = conditions(filter, also)
  if (after) {
    values.push(after.at, after.id)
    where.push(`(${by}, id) < ($${values.length - 1}::${type}, $${values.length}::uuid)`)
  }
  values.push(limit)
  const place = type === 'int' ? `${by}::text` : utc(by)
  return {
    text: `select ${columns}, ${place} as place from backorder_cases${whereOf(where)}
      order by ${by} desc, id desc limit $${values.length}`,
    values,
  }
}

/** How many there are, no further than `mostCounted`. */
export function caseCount(filter: CaseFilter, order: CaseOrder): Statement {
  const { where, values } = conditions(filter, orders[order].also)
  return {
    text: `select count(*)::int as n from (select 1 from backorder_cases${whereOf(where)} limit ${mostCounted}) counted`,
    values,
  }
}

/** A page of cases, and how many there are in all. */
export async function listCases(
  tx: Tx,
  filter: CaseFilter,
  page: { order: CaseOrder; limit: number; after?: Place | undefined },
): Promise<{ rows: (CaseRow & { place: string })[]; total: number }> {
  const listed = caseStatement(filter, page)
  const counted = caseCount(filter, page.order)
  const rows = await tx.query<CaseRow & { place: string }>(listed.text, listed.values)
  const [count] = await tx.query<{ n: number }>(counted.text, counted.values)
  return { rows, total: count?.n ?? 0 }
}

function conditions({ status, search, since, minimumShort }: CaseFilter, also: string) {
  const values: unknown[] = []
  const where = also === '' ? [] : [also]
  const add = (condition: (at: string) => string, value: unknown) => {
    values.push(value)
    where.push(condition(`$${values.length}`))
  }
  if (status) add(at => `status = ${at}`, status)
  // A constant tells the planner that the partial index of what stands has all of them.
  if (status && status !== 'quiet') where.push(`status <> 'quiet'`)
  if (since) add(at => `created_at >= ${at}::timestamptz`, since)
  if (minimumShort) add(at => `short_units >= ${at}`, minimumShort)
  if (minimumShort) where.push('short_units > 0')
  where.push(...foundBy('case', typedWords(search ?? ''), values))
  return { where, values }
}

const whereOf = (where: readonly string[]): string =>
  where.length > 0 ? ` where ${where.join(' and ')}` : ''

const utc = (column: string): string =>
  `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
