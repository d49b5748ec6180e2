import { Client } from 'pg'

/** Where cases are filled in. */
interface Place {
  /** The owner's connection string. */
  readonly databaseUrl: string
  readonly tenantId: string
  readonly connectionId: string
}

/**
 * Gives an account so many cases, as an old shop has them: of every 50 one open, one suspected now and then, a third closed, the rest never
 * short. The newest has the number 1; orders are named from #10001 on.
 */
export async function fillCases({ databaseUrl, tenantId, connectionId }: Place, many: number): Promise<void> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    // Row by row, the triggers would take most of a minute.
    await client.query('set session_replication_role = replica')
    await client.query(
      `insert into backorder_cases (tenant_id, id, connection_id, order_id, order_name, customer_email, state, status, class, severity,
         short_units, wanted_units, subject, explanation, verdict, judged_at, opened_at, closed_at, created_at)
       select $1, gen_random_uuid(), $2, 'gid://x/' || n, '#' || (10000 + n), 'buyer' || n || '@example.com', '{}',
         case when n % 50 = 0 then 'open' when n % 601 = 0 then 'suspected' when n % 907 = 0 then 'clearing'
              when n % 3 = 0 then 'closed' else 'quiet' end,
         'short', 'normal', n % 7, 9, n % 7 || ' of 9 SKU-' || n % 500 || ' are waiting for stock', '',
         jsonb_build_object('lines', jsonb_build_array(jsonb_build_object('sku', 'SKU-' || n % 500))), now(),
         case when n % 50 = 0 then now() - n * interval '1 minute' end, null, now() - n * interval '1 second'
         from generate_series(1, $3::int) n`,
      [tenantId, connectionId, many],
    )
    await client.query(
      `insert into words (tenant_id, kind, word, id)
       select c.tenant_id, 'case', word, c.id from backorder_cases c, words_of_case(c.order_name, c.customer_email, c.verdict) word
        where c.order_id like 'gid://x/%'`,
    )
    await client.query('analyze backorder_cases; analyze words')
  } finally {
    await client.end()
  }
}
