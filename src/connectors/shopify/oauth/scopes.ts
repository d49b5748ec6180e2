/**
 * The least scopes that our documents need. A test derives them from the documents and the access notes of the real schema, so
 * that this list can neither miss one nor ask for more than is used.
 */
export const leastScopes: readonly string[] = [
  'read_orders',
  'write_orders',
  'read_customers',
  'read_products',
  'read_inventory',
  'read_locations',
  'read_merchant_managed_fulfillment_orders',
  'write_merchant_managed_fulfillment_orders',
  'read_draft_orders',
  'write_draft_orders',
  'read_order_edits',
  'write_order_edits',
]

/** What each scope is asked for, in a sentence for the merchant who grants it. Those that nothing needs yet are not asked for. */
export const scopeWords: Readonly<Record<string, string>> = {
  read_orders: 'To see what was ordered, cancelled, refunded and sent.',
  read_customers: "To address a ticket to the order's own customer.",
  read_products: 'To name the articles of an order and its parts of a bundle.',
  read_inventory: 'To see how many units of an article are left, and where.',
  read_locations: 'To know your locations by their names.',
  read_merchant_managed_fulfillment_orders: 'To see from which location each part of an order is sent.',
  read_all_orders: 'To see orders that are older than 60 days.',
  write_orders: 'To cancel, refund, tag and annotate orders, each time as your rules allow it.',
  read_order_edits: 'To see what an order would cost if its lines were changed.',
  write_order_edits: 'To change the lines of an order that was not sent yet.',
  read_draft_orders: 'To find a draft again that was prepared here.',
  write_draft_orders: 'To prepare orders that you complete.',
  write_products: 'To write articles and their prices.',
  write_inventory: 'To correct how many units are left.',
  write_merchant_managed_fulfillment_orders: 'To hold, release and move parts of an order.',
}
