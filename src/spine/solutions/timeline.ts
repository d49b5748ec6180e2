import type { Tx } from '../database/database.ts'
import { showId } from '../ids.ts'
import type { Solution } from './solution.ts'
import type { Moment, OrderPlace } from './moment.ts'

const most = 500

/**
 * Everything that came about around an order, newest first, at most 500: what each solution knows of it, the writes about it, and what people decided
 * about these. The audit has the same writes again, and is left to its own page.
 */
export async function readTimeline(
  tx: Tx,
  solutions: readonly Solution[],
  place: OrderPlace,
): Promise<readonly Moment[]> {
  const found: Moment[] = [...(await writes(tx, place)), ...(await decisions(tx, place))]
  for (const { moments } of solutions) if (moments) found.push(...(await moments(tx, place)))
  return found.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).slice(0, most)
}

async function writes(tx: Tx, { connection, order }: OrderPlace): Promise<Moment[]> {
  const rows = await tx.query<{
    id: string
    at: Date
    tool: string
    state: string
    actor: { kind: string; name: string }
  }>(
    `select id, coalesce(finished_at, created_at) as at, tool, state, actor from intents
      where subject = $1 and connection_id = $2 order by created_at desc limit ${most}`,
    [order, connection],
  )
  return rows.map(({ id, at, tool, state, actor }) => ({
    at: at.toISOString(),
    kind: 'write',
    what: state,
    says: `${tool}: ${state.replaceAll('_', ' ')}`,
    who: actor.name,
    id: showId('int', id),
  }))
}

async function decisions(tx: Tx, { connection, order }: OrderPlace): Promise<Moment[]> {
  const rows = await tx.query<{ id: string; at: Date; verdict: string; reason: string; name: string }>(
    `select a.id, d.decided_at as at, d.verdict, d.reason, coalesce(nullif(m.name, ''), m.email) as name
       from intents i
       join approvals a on a.tenant_id = i.tenant_id and a.intent_id = i.id
       join approval_decisions d on d.tenant_id = a.tenant_id and d.approval_id = a.id
       join members m on m.tenant_id = d.tenant_id and m.id = d.member_id
      where i.subject = $1 and i.connection_id = $2 order by d.decided_at desc limit ${most}`,
    [order, connection],
  )
  return rows.map(({ id, at, verdict, reason, name }) => ({
    at: at.toISOString(),
    kind: 'approval',
    what: verdict,
    says: reason,
    who: name,
    id: showId('apr', id),
  }))
}
