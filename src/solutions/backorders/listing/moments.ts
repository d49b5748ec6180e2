import type { Tx } from '#spine/database/database.ts'
import { showId } from '#spine/ids.ts'
import type { Moment, OrderPlace } from '#spine/solutions/moment.ts'

/** What happened to the order's case. */
export async function moments(tx: Tx, { connection, order }: OrderPlace): Promise<Moment[]> {
  const rows = await tx.query<{ id: string; at: Date; kind: string; says: string }>(
    `select c.id, t.at, t.kind, t.says from backorder_cases c
       join backorder_timeline t on t.tenant_id = c.tenant_id and t.case_id = c.id
      where c.connection_id = $1 and c.order_id = $2 order by t.seq desc limit 500`,
    [connection, order],
  )
  return rows.map(({ id, at, kind, says }) => ({
    at: at.toISOString(),
    kind: 'case',
    what: kind,
    says,
    who: null,
    id: showId('case', id),
  }))
}
