/**
 * The least scopes that our documents need. A test derives them from the documents and the access notes of the real schema, so
 * that this list can neither miss one nor ask for more than is used.
 */
export const leastScopes: readonly string[] = [
  'read_orders',
  'read_customers',
  'read_products',
  'read_inventory',
  'read_locations',
  'read_merchant_managed_fulfillment_orders',
]
