import type { Tx } from '../database/database.ts'

/** Why these approvals (uuids) were decided as they were: the last word on each. */
export async function decisionReasons(
  tx: Tx,
  approvals: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ approval_id: string; reason: string }>(
    `select distinct on (approval_id) approval_id, reason from approval_decisions
      where approval_id = any($1) order by approval_id, decided_at desc`,
    [approvals],
  )
  return new Map(rows.map(({ approval_id, reason }) => [approval_id, reason]))
}
