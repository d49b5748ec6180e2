/** The facts that platforms tell, in the shop's words. A connector translates into them; a solution listens to them. */
export const orderFacts = [
  'order.created',
  'order.updated',
  'order.edited',
  'order.cancelled',
  'order.paid',
  'order.deleted',
  'order.refunded',
  'order.routed',
  'order.fulfilled',
  'fulfillment.moved',
  'fulfillment.split',
  'fulfillment.merged',
  'fulfillment.held',
  'fulfillment.released',
] as const

/** `subject` is the item; `details.location` the location, where known. */
export const stockFacts = ['stock.changed'] as const

/** `subject` is the connection's account: its credentials are of no more use. */
export const connectionFacts = ['connection.revoked', 'connection.scopes_changed'] as const

/** `subject` is the shop; `details` names the customer: `customer`, `email`, `phone`, `orders`. */
export const privacyFacts = [
  'customer.data_requested',
  'customer.erasure_requested',
  'shop.erasure_requested',
] as const

export type FactName =
  | (typeof orderFacts)[number]
  | (typeof stockFacts)[number]
  | (typeof connectionFacts)[number]
  | (typeof privacyFacts)[number]
