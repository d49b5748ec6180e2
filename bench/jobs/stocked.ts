import type pg from 'pg'
import type { BenchHouse } from '../rig/house.ts'

/** Puts events into the table at once, as intake would have one by one: `orders` tells each of one order, without them they concern nobody. */
export async function stockEvents(
  owner: pg.Client,
  house: BenchHouse,
  count: number,
  orders?: readonly string[],
): Promise<void> {
  await owner.query(
    `insert into events (tenant_id, id, connection_id, topic, event_id, body_hash, body, source)
     select $1, gen_random_uuid(), $2, $3, gen_random_uuid(), sha256(uuid_send(gen_random_uuid())),
            jsonb_build_object('admin_graphql_api_id', coalesce(($5::text[])[at], 'gid://shopify/Cart/' || at),
                               'note', repeat('x', 2300))::text, 'webhook'
       from generate_series(1, $4::int) at`,
    [house.tenantId, house.shopConnection, orders ? 'orders/updated' : 'carts/update', count, orders ?? []],
  )
}

/** What of this kind still waits. */
export async function countWaiting(owner: pg.Client, kind: 'bare' | 'trivial' | 'real'): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(waiting[kind])
  return rows[0]?.count ?? 0
}

const events = `select count(*)::int as count from events where state = 'new'`
const waiting = {
  bare: `select count(*)::int as count from bare_jobs where state = 'new'`,
  trivial: events,
  real: `select (${events}) + count(*)::int as count from pgboss.job where name = 'work'
    and (state = 'active' or (state in ('created', 'retry') and start_after <= now()))`,
}
