import type { Held } from '#spine/privacy/held.ts'

const kept = 'until the shop is removed'
const theirOrder = `concat_ws(' ', o.order_id, o.email, o.customer_name) ~* $1`
const theirs = `concat_ws(' ', c.customer_key, c.email) ~* $1`

/** What is kept of the shops' orders and customers. Words go first, for they are found by their order. */
export const holds: readonly Held[] = [
  {
    table: 'words',
    holds: 'By which people look for orders and customers: mail and name, tracking numbers, tags.',
    kept,
    customer: {
      where: `(kind = 'order' and exists (select 1 from shop_orders o where o.id = words.id and ${theirOrder}))
        or (kind = 'customer' and exists (select 1 from shop_customers c where c.id = words.id and ${theirs}))`,
    },
  },
  {
    table: 'shop_orders',
    holds: 'Orders: mail and name of the customer, what was bought, parcels.',
    kept,
    customer: { where: `concat_ws(' ', order_id, email, customer_name) ~* $1` },
    erase: `email = null, customer_name = null, customer_id = null, tracking = '{}'`,
  },
  {
    table: 'shop_customers',
    holds: 'Customers: mail and name.',
    kept,
    customer: { where: `concat_ws(' ', customer_key, email) ~* $1` },
  },
  { table: 'shop_order_moments', holds: 'What was told of an order, by ids.', kept },
]
