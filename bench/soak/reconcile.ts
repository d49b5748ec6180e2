import { setTimeout as sleep } from 'node:timers/promises'
import type { BenchHouse } from '../rig/house.ts'

/** What the shop and the helpdesk know to be true at the end. */
export interface Truth {
  readonly told: number
  readonly undelivered: number
  readonly short: readonly string[]
  /** The last version of each order that was changed all the while. */
  readonly versions: readonly { readonly id: string; readonly updatedAt: string }[]
}

/** Waits until nothing is due or in hand, or gives up after so many seconds. */
export async function atRest(house: BenchHouse, seconds: number): Promise<void> {
  const end = Date.now() + seconds * 1000
  for (let calm = 0; calm < 3 && Date.now() < end; await sleep(1000)) {
    const [row] = await house.db.across(tx =>
      tx.query<{ count: number }>(
        `select (select count(*) from events where state = 'new')::int + count(*)::int as count from pgboss.job
          where name in ('work', 'actions') and (state = 'active' or (state in ('created', 'retry') and start_after <= now()))`,
      ),
    )
    calm = row?.count === 0 ? calm + 1 : 0
  }
}

/** Each way in which the house differs from what is true, and how often; all are 0 in a house that lost and doubled nothing. */
export async function differences(
  house: BenchHouse,
  truth: Truth,
  tickets: readonly string[],
): Promise<Readonly<Record<string, number>>> {
  const [events] = await house.db.tenant(house.tenantId, tx =>
    tx.query<{ kept: number; unhandled: number }>(
      // What a scan had found first is told by its webhook a second time, and kept once.
      `select count(*)::int as kept, count(*) filter (where state <> 'done')::int as unhandled
         from events`,
    ),
  )
  const cases = await house.db.tenant(house.tenantId, tx =>
    tx.query<{ order_id: string; at: Date | null }>(
      'select order_id, order_updated_at as at from backorder_cases',
    ),
  )
  const known = new Map(cases.map(one => [one.order_id, one.at?.getTime() ?? 0]))
  const seconds = (ms: number) => Math.floor(ms / 1000)
  const old = truth.versions.filter(
    one => seconds(known.get(one.id) ?? 0) !== seconds(Date.parse(one.updatedAt)),
  )
  const once = new Set(tickets)
  const short = new Set(truth.short)
  return {
    'webhooks that were not delivered': truth.undelivered,
    'acknowledged webhooks that are not stored': Math.max(0, truth.told - (events?.kept ?? 0)),
    'events that are not handled': events?.unhandled ?? 0,
    'orders whose last version was not judged': old.length,
    'tickets that are missing': truth.short.filter(name => !once.has(name)).length,
    'tickets that are doubled': tickets.length - once.size,
    'tickets that nobody needed': [...once].filter(name => !short.has(name)).length,
  }
}
