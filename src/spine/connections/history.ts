import type { Tx } from '../database/database.ts'

/** One thing that happened to a connection, in words. */
export interface HistoryRow {
  readonly at: Date
  readonly kind: string
  readonly says: string
}

/** Writes into a connection's history. */
export async function recordHistory(tx: Tx, connectionId: string, kind: string, says: string): Promise<void> {
  await tx.query(
    'insert into connection_history (tenant_id, connection_id, kind, says) values ($1, $2, $3, $4)',
    [tx.tenantId, connectionId, kind, says],
  )
}

/** The newest of a connection's history. */
export function readHistory(tx: Tx, connectionId: string, limit = 100): Promise<HistoryRow[]> {
  return tx.query<HistoryRow>(
    'select at, kind, says from connection_history where connection_id = $1 order by at desc limit $2',
    [connectionId, limit],
  )
}

/** Titles of what was connected, or connected again, after `since`. */
export async function connectedSince(tx: Tx, connector: string, since: Date): Promise<string[]> {
  const rows = await tx.query<{ title: string }>(
    `select distinct c.title from connections c join connection_history h on h.tenant_id = c.tenant_id and h.connection_id = c.id
      where c.connector = $1 and c.status = 'active' and h.kind = 'connected' and h.at > $2`,
    [connector, since],
  )
  return rows.map(row => row.title)
}
