import type { Tx } from '#spine/database/database.ts'
import type { Place } from '#spine/database/page.ts'
import { foundBy, typedWords } from '#spine/database/words.ts'
import { Refusal } from '#spine/refusal.ts'
import { countUpTo } from '#spine/solutions/tally.ts'

/** An order as it is kept. */
export interface OrderRow {
  readonly id: string
  readonly connection_id: string
  readonly order_id: string
  readonly name: string
  readonly placed_at: Date
  readonly updated_at: Date
  readonly status: 'open' | 'fulfilled' | 'cancelled' | 'deleted'
  readonly payment: string | null
  readonly total_minor: string | null
  readonly currency: string | null
  readonly tags: string[]
  readonly tracking: string[]
  readonly skus: string[]
  readonly is_test: boolean
  readonly customer_id: string | null
  readonly email: string | null
  readonly customer_name: string | null
  readonly at: string
}

export interface CustomerRow {
  readonly id: string
  readonly connection_id: string
  readonly email: string | null
  readonly name: string | null
  readonly seen_at: Date
  readonly at: string
}

interface Wanted {
  readonly search?: string | undefined
  readonly limit: number
  readonly after?: Place | undefined
}

const utc = (column: string) => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`

/** Orders by words, newest first, and how many there are. */
export const findOrders = (tx: Tx, wanted: Wanted, customer?: string) =>
  find<OrderRow>(tx, { table: 'shop_orders', kind: 'order', by: 'placed_at' }, wanted, customer)

/** Customers by words, last seen first, and how many there are. */
export const findCustomers = (tx: Tx, wanted: Wanted) =>
  find<CustomerRow>(tx, { table: 'shop_customers', kind: 'customer', by: 'seen_at' }, wanted)

async function find<Row extends object>(
  tx: Tx,
  { table, kind, by }: { table: string; kind: string; by: string },
  { search, limit, after }: Wanted,
  customer?: string,
): Promise<{ rows: Row[]; total: number }> {
  const values: unknown[] = []
  const where = foundBy(kind, typedWords(search ?? ''), values)
  if (customer) where.push(`customer_id = $${values.push(customer)}`)
  const all = where.length > 0 ? ` where ${where.join(' and ')}` : ''
  const total = await countUpTo(tx, `${table}${all}`, values)
  if (after)
    where.push(`(${by}, id) < ($${values.push(after.at)}::timestamptz, $${values.push(after.id)}::uuid)`)
  const some = where.length > 0 ? ` where ${where.join(' and ')}` : ''
  const rows = await tx.query<Row>(
    `select *, ${utc(by)} from ${table}${some} order by ${by} desc, id desc limit $${values.push(limit)}`,
    values,
  )
  return { rows, total }
}

/** One kept order. Throws Refusal `not_found`. */
export async function readOrder(tx: Tx, id: string): Promise<OrderRow> {
  const [row] = await tx.query<OrderRow>(`select *, ${utc('placed_at')} from shop_orders where id = $1`, [id])
  if (!row) throw new Refusal('not_found', 'There is no such order.')
  return row
}

/** One kept customer. Throws Refusal `not_found`. */
export async function readCustomer(tx: Tx, id: string): Promise<CustomerRow> {
  const [row] = await tx.query<CustomerRow>(`select *, ${utc('seen_at')} from shop_customers where id = $1`, [
    id,
  ])
  if (!row) throw new Refusal('not_found', 'There is no such customer.')
  return row
}
