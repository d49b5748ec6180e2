import type { Tx } from '../database/database.ts'
import { atText, type Place } from '../database/page.ts'
import { nextId, showId } from '../ids.ts'
import type { AddJobs } from '../jobs/job.ts'
import { Refusal } from '../refusal.ts'

/** A bulk with its progress. `asked` are rows that wait for an approval now. */
export interface BulkRow extends Place {
  readonly member_id: string
  readonly tool: string
  readonly state: 'running' | 'done' | 'cancelled'
  readonly ended_at: Date | null
  readonly total: number
  readonly done: number
  readonly asked: number
  readonly failed: number
}

/** More than this at once is another day's work. */
export const mostRows = 10_000

const columns = `id, member_id, tool, state, ended_at, ${atText('created_at')} as at, counted.*`
const counted = `lateral (
  select count(*)::int as total, count(*) filter (where r.state = 'done')::int as done,
         count(*) filter (where r.state = 'asked')::int as asked, count(*) filter (where r.state = 'failed')::int as failed
    from bulk_rows r where r.tenant_id = b.tenant_id and r.job_id = b.id) counted`

/** Begins one; each input is a row of its own. Gives its uuid. */
export async function beginBulk(
  tx: Tx,
  add: AddJobs,
  wanted: { member: string; tool: string; inputs: readonly Readonly<Record<string, unknown>>[] },
): Promise<string> {
  if (wanted.inputs.length === 0) throw new Refusal('invalid_input', 'There is nothing to do it on.')
  const id = nextId()
  await tx.query('insert into bulk_jobs (tenant_id, id, member_id, tool) values ($1, $2, $3, $4)', [
    tx.tenantId,
    id,
    wanted.member,
    wanted.tool,
  ])
  await tx.query(
    `insert into bulk_rows (tenant_id, job_id, number, input)
     select $1, $2, number, input from jsonb_array_elements($3::jsonb) with ordinality as given (input, number)`,
    [tx.tenantId, id, JSON.stringify(wanted.inputs)],
  )
  await goOn(tx, add, id)
  return id
}

/** Adds the job that works its next rows. */
export function goOn(tx: Tx, add: AddJobs, id: string): Promise<void> {
  return add(tx, [
    { queue: 'ticks', tenantId: tx.tenantId, lane: `bulk:${id}`, data: { tick: 'bulk', bulk: id } },
  ])
}

/** Bulks, newest first. */
export function listBulks(tx: Tx, { limit, after }: { limit: number; after?: Place }): Promise<BulkRow[]> {
  return tx.query<BulkRow>(
    `select ${columns} from bulk_jobs b, ${counted}
      where $1::timestamptz is null or (created_at, id) < ($1, $2::uuid) order by created_at desc, id desc limit $3`,
    [after?.at ?? null, after?.id ?? null, limit],
  )
}

/** One of them. Throws Refusal `not_found`. */
export async function readBulk(tx: Tx, id: string): Promise<BulkRow> {
  const [row] = await tx.query<BulkRow>(`select ${columns} from bulk_jobs b, ${counted} where id = $1`, [id])
  if (!row) throw new Refusal('not_found', 'There is no such bulk.')
  return row
}

/** Its rows in their order, of one state where one is named. */
export function listBulkRows(
  tx: Tx,
  id: string,
  { limit, after, state }: { limit: number; after?: Place; state?: string | undefined },
) {
  return tx.query<{
    number: number
    input: unknown
    state: string
    says: string | null
    id: string
    at: string
  }>(
    `select number, input, state, says, job_id as id, number::text as at from bulk_rows
      where job_id = $1 and ($2::text is null or state = $2) and number > $3 order by number limit $4`,
    [id, state ?? null, Number(after?.at ?? 0), limit],
  )
}

/** Tries those that failed once more. */
export async function retryBulk(tx: Tx, add: AddJobs, id: string): Promise<void> {
  const again = await tx.query(
    `update bulk_rows set state = 'waiting', says = null, tries = tries + 1 where job_id = $1 and state = 'failed' returning number`,
    [id],
  )
  if (again.length === 0) throw new Refusal('conflict', 'None of it failed.')
  await tx.query(`update bulk_jobs set state = 'running', ended_at = null where id = $1`, [id])
  await goOn(tx, add, id)
}

/** Ends it: what is done stays done. */
export async function cancelBulk(tx: Tx, id: string): Promise<void> {
  await tx.query(`update bulk_rows set state = 'cancelled' where job_id = $1 and state = 'waiting'`, [id])
  await tx.query(
    `update bulk_jobs set state = 'cancelled', ended_at = now() where id = $1 and state = 'running'`,
    [id],
  )
}

/** As doors show it. */
export function shownBulk({ id, at, member_id: member, ...rest }: BulkRow) {
  return { id: showId('bulk', id), created_at: at, member: showId('mem', member), ...rest }
}
