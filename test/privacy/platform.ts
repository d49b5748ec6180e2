import { createHmac } from 'node:crypto'
import { Client } from 'pg'
import type { World } from '../world.ts'

/** Asks as the platform does, by a signed webhook. Gives the HTTP status. */
export async function ask(shop: World, topic: string, body: object): Promise<number> {
  const [connection] = await shop.db.across(tx =>
    tx.query<{ door: string }>(`select door from connections where connector = 'shopify'`),
  )
  const text = JSON.stringify({ shop_id: 954_889, shop_domain: shop.shopify.domain, ...body })
  const answer = await fetch(`${shop.url}/webhook/${connection?.door}/${topic}`, {
    method: 'POST',
    body: text,
    headers: {
      'x-shopify-topic': topic,
      'x-shopify-shop-domain': shop.shopify.domain,
      'x-shopify-hmac-sha256': createHmac('sha256', shop.shopify.clientSecret).update(text).digest('base64'),
    },
  })
  return answer.status
}

/** Which tables of the whole database, the queue's too, hold any of the words, as text. */
export async function tablesWith(shop: World, words: readonly string[]): Promise<string[]> {
  const client = new Client({ connectionString: shop.databaseUrl })
  await client.connect()
  try {
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
        where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE' order by 1`,
    )
    const found: string[] = []
    for (const { name } of tables.rows) {
      const rows = await client.query(
        `select 1 from ${name} t where exists (select 1 from unnest($1::text[]) w where strpos(lower(t::text), lower(w)) > 0) limit 1`,
        [words],
      )
      if (rows.rows.length > 0) found.push(name)
    }
    return found
  } finally {
    await client.end()
  }
}

/** Waits until the newest request is done, and gives it as the API shows it. */
export async function answered(shop: World, secret: string): Promise<Record<string, unknown>> {
  const get = async (path: string): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${shop.url}/v1/privacy/${path}`, {
      headers: { authorization: `Bearer ${secret}` },
    })
    const body: unknown = await answer.json()
    return typeof body === 'object' && body !== null ? { ...body } : {}
  }
  const newest = async (): Promise<{ id: string; state: string } | undefined> => {
    const { data } = await get('requests?limit=1')
    return Array.isArray(data) ? data[0] : undefined
  }
  await shop.until('the request is done', async () => (await newest())?.state === 'done')
  return get(`requests/${(await newest())?.id}`)
}
