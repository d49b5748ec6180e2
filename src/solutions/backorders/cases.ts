import { createHash } from 'node:crypto'
import type { Tx } from '#spine/database/database.ts'
import { Refusal } from '#spine/refusal.ts'
import type { CaseState } from './rule/case-life.ts'
import { newCase } from './rule/case-life.ts'
import { keptVerdict } from './kept-verdict.ts'
import type { Verdict } from './rule/verdict.ts'

export type CaseStatus = 'quiet' | 'suspected' | 'open' | 'clearing' | 'closed'

/** A case as it is stored. */
export interface CaseRow {
  readonly id: string
  readonly connection_id: string
  readonly order_id: string
  readonly order_name: string
  readonly customer_email: string | null
  readonly customer_name: string | null
  readonly order_url: string | null
  readonly state: CaseState
  readonly status: CaseStatus
  readonly class: string
  readonly severity: string
  readonly short_units: number
  readonly wanted_units: number
  readonly subject: string
  readonly explanation: string
  readonly verdict: Verdict | Record<string, never>
  readonly gate_tries: number
  readonly judged_at: Date
  readonly opened_at: Date | null
  readonly closed_at: Date | null
  readonly created_at: Date
  readonly at: string
}

/** The columns of a CaseRow. */
export const columns = `id, connection_id, order_id, order_name, customer_email, customer_name, order_url, state, status, class, severity,
  short_units, wanted_units, subject, explanation, verdict, gate_tries, judged_at, opened_at, closed_at, created_at,
  to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`

/** The case of an order under a row lock; made at the first look. All judging of one order goes through this lock. */
export async function lockCase(
  tx: Tx,
  connection: string,
  order: { id: string; name: string },
): Promise<CaseRow> {
  await tx.query(
    `insert into backorder_cases (tenant_id, id, connection_id, order_id, order_name, state, status, class, severity, short_units,
       wanted_units, subject, explanation, verdict, judged_at)
     values ($1, $2, $3, $4, $5, $6, 'quiet', 'unread', 'none', 0, 0, '', '', '{}', now())
     on conflict do nothing`,
    [
      tx.tenantId,
      caseId(tx.tenantId, connection, order.id),
      connection,
      order.id,
      order.name,
      JSON.stringify(newCase),
    ],
  )
  const [row] = await tx.query<CaseRow>(
    `select ${columns} from backorder_cases where connection_id = $1 and order_id = $2 for update`,
    [connection, order.id],
  )
  if (!row) throw new Error('A case vanished between two statements of one transaction.')
  return row
}

// Made of what it is about: a case that is forgotten with a restored backup and made anew has the same name at every platform, and
// its ticket is found again.
function caseId(tenantId: string, connection: string, order: string): string {
  const hex = createHash('sha256').update(`backorder case|${tenantId}|${connection}|${order}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Saves a judgement and where the case stands after it. */
export async function saveJudgement(
  tx: Tx,
  id: string,
  judged: {
    state: CaseState
    verdict: Verdict
    /** The version that was judged for good; null where the next scan must judge it again. */
    orderUpdatedAt: number | null
    customer: { name: string | null; email: string | null }
    url: string | null
  },
): Promise<void> {
  const { state, verdict } = judged
  const status: CaseStatus = state.phase.is === 'quiet' && state.closed ? 'closed' : state.phase.is
  await tx.query(
    `update backorder_cases set state = $2, status = $3, class = $4, severity = $5, short_units = $6, wanted_units = $7,
       subject = $8, explanation = $9, verdict = $10, judged_at = $11, order_updated_at = $12, customer_name = $13,
       customer_email = $14, order_url = $15, order_name = $16, gate_tries = 0,
       opened_at = coalesce(opened_at, case when $3 = 'open' then $11::timestamptz end),
       closed_at = case when $3 = 'closed' then coalesce(closed_at, $11::timestamptz) end
     where id = $1`,
    [
      id,
      JSON.stringify(state),
      status,
      verdict.class,
      verdict.severity,
      verdict.shortUnits,
      verdict.wantedUnits,
      verdict.subject,
      verdict.explanation,
      JSON.stringify(keptVerdict(verdict)),
      new Date(verdict.readAt),
      judged.orderUpdatedAt === null ? null : new Date(judged.orderUpdatedAt),
      judged.customer.name,
      judged.customer.email,
      judged.url,
      verdict.orderName,
    ],
  )
}

/** Counts one more look at an order that cannot be judged yet. */
export async function countGateTry(tx: Tx, id: string): Promise<void> {
  await tx.query('update backorder_cases set gate_tries = gate_tries + 1 where id = $1', [id])
}

/** One case. */
export async function readCase(tx: Tx, id: string): Promise<CaseRow> {
  const [row] = await tx.query<CaseRow>(`select ${columns} from backorder_cases where id = $1`, [id])
  if (!row) throw new Refusal('not_found', 'There is no such case.')
  return row
}

/** A case's last judgement; undefined before the first. */
export function verdictOf({ verdict }: Pick<CaseRow, 'verdict'>): Verdict | undefined {
  return isVerdict(verdict) ? verdict : undefined
}

function isVerdict(verdict: CaseRow['verdict']): verdict is Verdict {
  return Array.isArray(verdict['lines'])
}

/** Adds a line to the case's own history. */
export async function note(tx: Tx, caseId: string, kind: string, says: string): Promise<void> {
  await tx.query('insert into backorder_timeline (tenant_id, case_id, kind, says) values ($1, $2, $3, $4)', [
    tx.tenantId,
    caseId,
    kind,
    says,
  ])
}
