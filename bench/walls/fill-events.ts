import type pg from 'pg'

/** Gives each tenant so many worked events, as old shops have. */
export async function fillEvents(
  owner: pg.Pool,
  tenants: readonly string[],
  connectionId: string,
  each: number,
): Promise<void> {
  for (const tenant of tenants)
    await owner.query(
      `insert into events (tenant_id, id, connection_id, topic, event_id, body_hash, body, source, state, done_at)
       select $1, gen_random_uuid(), $2, 'orders/updated', 'f' || at, sha256(uuid_send(gen_random_uuid())),
              jsonb_build_object('id', at, 'note', repeat('x', 1000))::text, 'webhook', 'done', now()
         from generate_series(1, $3::int) at`,
      [tenant, connectionId, each],
    )
  await owner.query('vacuum analyze events')
}
