import { z } from 'zod'
import { getOrder } from '#commerce/orders.ts'
import { action } from '#spine/actions/action.ts'
import { own } from '#spine/actions/own.ts'
import { readId } from '#spine/ids.ts'
import type { Desk } from '#spine/solutions/desk.ts'
import { fillAll } from './fill.ts'
import { findCustomers, findOrders, readCustomer, readOrder } from './kept.ts'
import { KeptCustomer, KeptOrder, Moment, shownCustomer, shownOrder } from './shown.ts'

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
  output: z.object({
    order: KeptOrder,
    connector: z
      .string()
      .nullable()
      .describe(
        'Whose actions act upon it: `shopify` for shopify.get_order. Null while its shop is not reached.',
      ),
    timeline: z.array(Moment),
  }),
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

/** What each platform's own `get_order` takes and gives. */
export type LiveOrder = typeof getOrder

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
      const places = await desk.providers(tx, getOrder.name)
      const connector = places.find(({ id }) => id === row.connection_id)?.connector ?? null
      return { order: shownOrder(row), connector, timeline: [...timeline] }
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
