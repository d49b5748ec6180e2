import { z } from 'zod'
import { Money } from '#commerce/money.ts'
import { showId } from '#spine/ids.ts'
import type { CustomerRow, OrderRow } from './kept.ts'

/** A kept order, as doors show it. */
export const KeptOrder = z.object({
  id: z.string(),
  connection: z.string(),
  order: z.string().describe('The platform’s own id.'),
  name: z.string(),
  placedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  status: z.enum(['open', 'fulfilled', 'cancelled', 'deleted']),
  payment: z.string().nullable(),
  total: Money.nullable(),
  tags: z.array(z.string()),
  tracking: z.array(z.string()),
  skus: z.array(z.string()),
  isTest: z.boolean(),
  customer: z.string().nullable(),
  customerName: z.string().nullable(),
  email: z.string().nullable(),
})
export const KeptCustomer = z.object({
  id: z.string(),
  connection: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  seenAt: z.iso.datetime(),
})
/** One thing of an order’s timeline. */
export const Moment = z.object({
  at: z.iso.datetime(),
  kind: z.string(),
  what: z.string(),
  says: z.string(),
  who: z.string().nullable(),
  id: z.string().nullable(),
})

export function shownOrder(row: OrderRow): z.output<typeof KeptOrder> {
  const { total_minor: minor, currency } = row
  return {
    id: showId('ord', row.id),
    connection: showId('conn', row.connection_id),
    order: row.order_id,
    name: row.name,
    placedAt: row.placed_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    status: row.status,
    payment: row.payment,
    total: minor === null || currency === null ? null : { minor: Number(minor), currency },
    tags: row.tags,
    tracking: row.tracking,
    skus: row.skus,
    isTest: row.is_test,
    customer: row.customer_id && showId('cus', row.customer_id),
    customerName: row.customer_name,
    email: row.email,
  }
}

export const shownCustomer = (row: CustomerRow): z.output<typeof KeptCustomer> => ({
  id: showId('cus', row.id),
  connection: showId('conn', row.connection_id),
  name: row.name,
  email: row.email,
  seenAt: row.seen_at.toISOString(),
})
