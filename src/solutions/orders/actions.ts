import { z } from 'zod'
import { Money } from '#commerce/money.ts'
import { action } from '#spine/actions/action.ts'
import { own } from '#spine/actions/own.ts'
import { readId, showId } from '#spine/ids.ts'
import type { Desk } from '#spine/solutions/desk.ts'
import { fillAll } from './fill.ts'
import {
  findCustomers,
  findOrders,
  readCustomer,
  readOrder,
  type CustomerRow,
  type OrderRow,
} from './kept.ts'

const KeptOrder = z.object({
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
const KeptCustomer = z.object({
  id: z.string(),
  connection: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  seenAt: z.iso.datetime(),
})
const Moment = z.object({
  at: z.iso.datetime(),
  kind: z.string(),
  what: z.string(),
  says: z.string(),
  who: z.string().nullable(),
  id: z.string().nullable(),
})

function shownOrder(row: OrderRow): z.output<typeof KeptOrder> {
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

const shownCustomer = (row: CustomerRow): z.output<typeof KeptCustomer> => ({
  id: showId('cus', row.id),
  connection: showId('conn', row.connection_id),
  name: row.name,
  email: row.email,
  seenAt: row.seen_at.toISOString(),
})

// Named by both lists.
const Search = z.object({
  search: z
    .string()
    .max(200)
    .optional()
    .describe(
      'Words as people type them: #1042, a mail, a tracking number, an article; status:open, tag:vip, payment:paid.',
    ),
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional().describe('nextCursor of the page before.'),
})
const paged = { total: z.int().describe('10,000 means as many or more.'), nextCursor: z.string().nullable() }

const findOrdersAction = action({
  name: 'find_orders',
  says: 'Find orders of the connected shops as they were last told, newest first.',
  risk: 'personal',
  input: Search,
  output: z.object({ orders: z.array(KeptOrder), ...paged }),
})

const findCustomersAction = action({
  name: 'find_customers',
  says: 'Find customers of the connected shops, last seen first.',
  risk: 'personal',
  input: Search,
  output: z.object({ customers: z.array(KeptCustomer), ...paged }),
})

const showOrder = action({
  name: 'show_order',
  says: 'One order as it was last told, and everything that came about around it: events, cases, writes and decisions.',
  risk: 'personal',
  input: z.object({ kept: z.string().max(64).describe('The id that find_orders gives: ord_….') }),
  output: z.object({ order: KeptOrder, timeline: z.array(Moment) }),
})

const showCustomer = action({
  name: 'show_customer',
  says: 'One customer with their newest orders.',
  risk: 'personal',
  input: z.object({
    customer: z.string().regex(/^cus_/).max(64).describe('The id that find_customers gives: cus_….'),
  }),
  output: z.object({ customer: KeptCustomer, orders: z.array(KeptOrder), total: z.int() }),
})

const fillOrders = action({
  name: 'fill_orders',
  says: 'Read all orders of the connected shops anew, in the background: those from before they were connected, too.',
  risk: 'internal',
  input: z.object({}),
  output: z.object({ connections: z.int() }),
})

/** Their types, for the pages. */
export type OrdersAction =
  | typeof findOrdersAction
  | typeof findCustomersAction
  | typeof showOrder
  | typeof showCustomer
  | typeof fillOrders

/** What is asked of the kept orders and customers. */
export const actions = [
  own<typeof findOrdersAction.input, typeof findOrdersAction.output, Desk, undefined>(findOrdersAction, {
    run: async ({ search, limit, cursor }, { tx, desk }) => {
      const cursors = desk.cursors(tx, 'orders')
      const after = cursor === undefined ? undefined : cursors.read(cursor)
      const { rows, total } = await findOrders(tx, { search, limit: limit + 1, after })
      const last = rows.length > limit ? rows[limit - 1] : undefined
      return {
        orders: rows.slice(0, limit).map(shownOrder),
        total,
        nextCursor: last ? cursors.write(last) : null,
      }
    },
  }),
  own<typeof findCustomersAction.input, typeof findCustomersAction.output, Desk, undefined>(
    findCustomersAction,
    {
      run: async ({ search, limit, cursor }, { tx, desk }) => {
        const cursors = desk.cursors(tx, 'customers')
        const after = cursor === undefined ? undefined : cursors.read(cursor)
        const { rows, total } = await findCustomers(tx, { search, limit: limit + 1, after })
        const last = rows.length > limit ? rows[limit - 1] : undefined
        return {
          customers: rows.slice(0, limit).map(shownCustomer),
          total,
          nextCursor: last ? cursors.write(last) : null,
        }
      },
    },
  ),
  own<typeof showOrder.input, typeof showOrder.output, Desk, undefined>(showOrder, {
    run: async ({ kept }, { tx, desk }) => {
      const row = await readOrder(tx, readId('ord', kept))
      const timeline = await desk.timeline(tx, { connection: row.connection_id, order: row.order_id })
      return { order: shownOrder(row), timeline: [...timeline] }
    },
  }),
  own<typeof showCustomer.input, typeof showCustomer.output, Desk, undefined>(showCustomer, {
    run: async ({ customer }, { tx }) => {
      const row = await readCustomer(tx, readId('cus', customer))
      const { rows, total } = await findOrders(tx, { limit: 50 }, row.id)
      return { customer: shownCustomer(row), orders: rows.map(shownOrder), total }
    },
  }),
  own<typeof fillOrders.input, typeof fillOrders.output, Desk, undefined>(fillOrders, {
    permission: 'cases:work',
    run: async (_input, { tx, desk }) => ({ connections: await fillAll(desk, tx) }),
  }),
]
