import type { Tx } from '../database/database.ts'
import { capLines } from './caps.ts'
import type { Deed } from './question.ts'
import { policyIn } from './standing.ts'

/**
 * Locks every counter that several deeds will move, before the first of them moves any: in the order in which a single deed locks
 * its own, so that who lets several be sent in one transaction waits crosswise for nobody. Counts nothing, and refuses nothing.
 */
export async function lockCounters(tx: Tx, deeds: readonly Deed[]): Promise<void> {
  const policy = await policyIn(tx)
  const lines = deeds.flatMap(deed => {
    const found = capLines(deed, policy)
    return 'says' in found ? [] : found
  })
  const distinct = [...new Map(lines.map(line => [`${line.key}\n${line.subject}`, line])).values()]
  if (distinct.length === 0) return
  await tx.query(
    `insert into cap_usage as u (tenant_id, subject, key, every, since, count, minor)
     select $1, subject, key, every, date_trunc(every, now(), 'UTC'), 0, 0
       from unnest($2::text[], $3::text[], $4::text[]) as line (subject, key, every)
      order by key collate "C", subject collate "C"
     on conflict (tenant_id, subject, key, since) do update set count = u.count`,
    [
      tx.tenantId,
      distinct.map(({ subject }) => subject),
      distinct.map(({ key }) => key),
      distinct.map(({ cap }) => cap.every),
    ],
  )
}
