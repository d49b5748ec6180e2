import type { Tx } from '../database/database.ts'
import type { Alert, AlertKind } from './turn.ts'

interface Row {
  readonly kind: AlertKind
  readonly subject: string
  readonly says: string
  readonly began_at: Date
  readonly seen_at: Date
  readonly told_at: Date | null
}

/** What is wrong, as the last look found it, oldest first. */
export async function listAlerts(tx: Tx): Promise<Alert[]> {
  const rows = await tx.query<Row>(
    'select kind, subject, says, began_at, seen_at, told_at from alerts order by began_at, kind, subject',
  )
  return rows.map(({ began_at: beganAt, seen_at: seenAt, told_at: toldAt, ...rest }) => ({
    ...rest,
    beganAt,
    seenAt,
    toldAt,
  }))
}

/** Keeps what stands from now on, and nothing else. */
export async function keepAlerts(tx: Tx, standing: readonly Alert[]): Promise<void> {
  await tx.query(
    'delete from alerts where (kind, subject) not in (select * from unnest($1::text[], $2::text[]))',
    [standing.map(({ kind }) => kind), standing.map(({ subject }) => subject)],
  )
  for (const { kind, subject, says, beganAt, seenAt, toldAt } of standing)
    await tx.query(
      `insert into alerts (tenant_id, kind, subject, says, began_at, seen_at, told_at) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (tenant_id, kind, subject)
         do update set says = excluded.says, seen_at = excluded.seen_at, told_at = excluded.told_at`,
      [tx.tenantId, kind, subject, says, beganAt, seenAt, toldAt],
    )
}

/** As doors show it. */
export function shownAlert({ kind, subject, says, beganAt, seenAt, toldAt }: Alert) {
  return { kind, subject, says, began_at: beganAt, seen_at: seenAt, told_at: toldAt }
}
