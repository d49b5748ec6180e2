import type { OrderTold } from '#commerce/order-told.ts'
import type { Tx } from '#spine/database/database.ts'
import { keepWords } from '#spine/database/words.ts'
import { nextId } from '#spine/ids.ts'

/** Keeps an order as it was told; an older word changes nothing. Gives the id under which it stands. */
export async function keepOrder(tx: Tx, connection: string, told: OrderTold): Promise<string> {
  const customer = await keepCustomer(tx, connection, told)
  const status = told.cancelledAt ? 'cancelled' : told.isFulfilled ? 'fulfilled' : 'open'
  const [row] = await tx.query<{ id: string; payment: string | null; tracking: string[] }>(
    `insert into shop_orders as o (tenant_id, id, connection_id, order_id, name, placed_at, updated_at, status, payment, total_minor,
       currency, tags, tracking, skus, is_test, customer_id, email, customer_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, coalesce($13::text[], '{}'), $14, $15, $16, $17, $18)
     on conflict (tenant_id, connection_id, order_id) do update set name = excluded.name, placed_at = excluded.placed_at,
       updated_at = excluded.updated_at, status = excluded.status, payment = coalesce(excluded.payment, o.payment),
       total_minor = coalesce(excluded.total_minor, o.total_minor), currency = coalesce(excluded.currency, o.currency),
       tags = excluded.tags, tracking = coalesce($13::text[], o.tracking), skus = excluded.skus, is_test = excluded.is_test,
       customer_id = excluded.customer_id, email = excluded.email, customer_name = excluded.customer_name
       where excluded.updated_at >= o.updated_at
     returning id, payment, tracking`,
    [
      tx.tenantId,
      nextId(),
      connection,
      told.id,
      told.name,
      told.placedAt,
      told.updatedAt,
      status,
      told.payment,
      told.total?.minor ?? null,
      told.total?.currency ?? null,
      told.tags,
      told.tracking,
      told.skus,
      told.isTest,
      customer,
      told.customer?.email ?? null,
      told.customer?.name ?? null,
    ],
  )
  if (!row) return (await findOrder(tx, connection, told.id)) ?? ''
  await keepWords(tx, 'order', row.id, [
    told.name,
    told.name.replace(/^#/, ''),
    ...wordsOf(told.customer),
    ...row.tracking,
    ...told.skus,
    ...told.skus.map(sku => `sku:${sku}`),
    ...told.tags.map(tag => `tag:${tag}`),
    `status:${status}`,
    ...(row.payment ? [`payment:${row.payment}`] : []),
  ])
  return row.id
}

/** The id of a kept order; undefined where there is none. */
export async function findOrder(tx: Tx, connection: string, order: string): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>(
    'select id from shop_orders where connection_id = $1 and order_id = $2',
    [connection, order],
  )
  return row?.id
}

/** The platform deleted it. */
export async function dropOrder(tx: Tx, connection: string, order: string): Promise<void> {
  await tx.query('delete from shop_orders where connection_id = $1 and order_id = $2', [connection, order])
}

async function keepCustomer(
  tx: Tx,
  connection: string,
  { customer, updatedAt }: OrderTold,
): Promise<string | null> {
  const key = customer?.id ?? customer?.email?.toLowerCase()
  if (!customer || !key) return null
  const [row] = await tx.query<{ id: string }>(
    `insert into shop_customers as c (tenant_id, id, connection_id, customer_key, email, name, seen_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (tenant_id, connection_id, customer_key) do update set email = coalesce(excluded.email, c.email),
       name = coalesce(excluded.name, c.name), seen_at = greatest(c.seen_at, excluded.seen_at)
     returning id`,
    [tx.tenantId, nextId(), connection, key, customer.email, customer.name, updatedAt],
  )
  if (!row) throw new Error('PostgreSQL answered an upsert with no row.')
  await keepWords(tx, 'customer', row.id, wordsOf(customer))
  return row.id
}

// A name is found by each of its parts.
function wordsOf(customer: OrderTold['customer']): string[] {
  const { email, name } = customer ?? {}
  return [...(email ? [email] : []), ...(name ? [name, ...name.split(/\s+/)] : [])]
}
