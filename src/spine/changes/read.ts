import type { Database, Tx } from '../database/database.ts'
import { showId } from '../ids.ts'
import { changeKinds, isChangeKind, type ChangeKind } from './kinds.ts'
import type { Mark } from './mark.ts'

/** What changed of one kind: ids as people see them, or null for more than are worth naming, and for what has none. */
export interface Change {
  readonly kind: ChangeKind
  readonly ids: readonly string[] | null
}

/** All that changed between two marks. */
export interface Batch {
  readonly mark: Mark
  readonly changes: readonly Change[]
  /** The sessions and keys (bare UUIDs) that ended or changed, so that their streams look whether they may go on. */
  readonly ended: readonly string[]
}

/** More ids of one kind than this are told as the kind alone. */
const mostIds = 100

interface Row {
  readonly upto: string
  readonly seconds: string
  readonly kind: string | null
  readonly n: number
  readonly ids: string[] | null
}

/**
 * What was committed after `after` and no later than `upto`; without it, up to the oldest transaction of the server that is still
 * running: what it changes would else come in below the mark, unseen. Without `after`, only the mark of this moment.
 */
export async function readChanges(tx: Tx, after: bigint | undefined, upto?: bigint): Promise<Batch> {
  const rows = await tx.query<Row>(
    `with horizon as (
       select coalesce($3::bigint, pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1) as upto,
              floor(extract(epoch from clock_timestamp())) as seconds)
     select upto, seconds, kind, n, ids from horizon left join lateral (
       select kind, count(distinct id)::int as n, (array_agg(distinct id))[1:${mostIds}] as ids from changes
        where tenant_id = $1 and xid > $2::bigint and xid <= upto group by kind
     ) told on true`,
    [tx.tenantId, after?.toString() ?? null, upto?.toString() ?? null],
  )
  const [first] = rows
  if (!first) throw new Error('PostgreSQL answered a left join with no row.')
  const told = rows.flatMap(({ kind, n, ids }) => (kind === null ? [] : [{ kind, n, ids: ids ?? [] }]))
  return {
    mark: { xid: BigInt(first.upto), seconds: Number(first.seconds) },
    changes: told.flatMap(({ kind, n, ids }) =>
      isChangeKind(kind) ? [{ kind, ids: n > mostIds ? null : shown(kind, ids) }] : [],
    ),
    ended: told.flatMap(({ kind, ids }) => (['session', 'key', 'member'].includes(kind) ? ids : [])),
  }
}

function shown(kind: ChangeKind, ids: readonly string[]): string[] | null {
  const { prefix } = { prefix: undefined, ...changeKinds[kind] }
  if (prefix === undefined) return null
  // Beside its own, a kind may be told as a whole.
  if (prefix !== '' && ids.includes('')) return null
  return prefix === '' ? [...ids] : ids.map(id => showId(prefix, id))
}

/** Which of these accounts have something new after their mark: one question for all of them. */
export async function findNews(
  db: Database,
  marks: ReadonlyMap<string, bigint>,
): Promise<ReadonlySet<string>> {
  const rows = await db.statement<{ tenant_id: string }>(
    'find_news',
    `select seen.tenant_id from unnest($1::uuid[], $2::bigint[]) as seen (tenant_id, xid)
      where exists (select from changes c where c.tenant_id = seen.tenant_id and c.xid > seen.xid
                       and c.xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint)`,
    [[...marks.keys()], [...marks.values()].map(String)],
  )
  return new Set(rows.map(row => row.tenant_id))
}
