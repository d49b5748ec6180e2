import type { FactName } from '#commerce/facts.ts'
import type { Fact } from '#spine/connections/intake.ts'
import { Refusal } from '#spine/refusal.ts'
import { isRecord, text } from './lossless.ts'
import { orderTold } from './order-told.ts'

type Body = Readonly<Record<string, unknown>>

const orderTopics: Readonly<Record<string, FactName>> = {
  'orders/create': 'order.created',
  'orders/updated': 'order.updated',
  'orders/cancelled': 'order.cancelled',
  'orders/paid': 'order.paid',
  'orders/delete': 'order.deleted',
  'orders/fulfilled': 'order.fulfilled',
  'orders/partially_fulfilled': 'order.fulfilled',
}

const workTopics: Readonly<Record<string, FactName>> = {
  'fulfillment_orders/order_routing_complete': 'order.routed',
  'fulfillment_orders/moved': 'fulfillment.moved',
  'fulfillment_orders/split': 'fulfillment.split',
  'fulfillment_orders/merged': 'fulfillment.merged',
  'fulfillment_orders/placed_on_hold': 'fulfillment.held',
  'fulfillment_orders/hold_released': 'fulfillment.released',
}

/** The three that every app must answer, also after it was removed from the shop. */
export const privacyTopics: Readonly<Record<string, FactName>> = {
  'customers/data_request': 'customer.data_requested',
  'customers/redact': 'customer.erasure_requested',
  'shop/redact': 'shop.erasure_requested',
}

/** What a body tells, in the shop's words. A topic that concerns nobody tells nothing; a body without its object is an error. */
export function factsOf(topic: string, body: Body): Fact[] {
  const order = orderTopics[topic]
  if (order) {
    const subject = gid(topic, 'Order', body['admin_graphql_api_id'] ?? body['id'])
    const told = orderTold(subject, body)
    return [{ name: order, subject, ...(told && { details: { order: told } }) }]
  }
  const asked = privacyTopics[topic]
  if (asked) return [{ name: asked, subject: text(body['shop_domain']) ?? 'shop', details: subjectOf(body) }]
  const work = workTopics[topic]
  if (work) return [{ name: work, subject: workId(topic, body), details: { kind: 'fulfillment_order' } }]
  switch (topic) {
    case 'orders/edited': {
      const edit = body['order_edit']
      return [
        { name: 'order.edited', subject: gid(topic, 'Order', isRecord(edit) ? edit['order_id'] : undefined) },
      ]
    }
    case 'refunds/create':
      return [{ name: 'order.refunded', subject: gid(topic, 'Order', body['order_id']) }]
    case 'fulfillments/create':
    case 'fulfillments/update':
      return [{ name: 'order.fulfilled', subject: gid(topic, 'Order', body['order_id']) }]
    case 'inventory_levels/update':
    case 'inventory_levels/connect':
    case 'inventory_levels/disconnect': {
      const location = gid(topic, 'Location', body['location_id'])
      return [
        {
          name: 'stock.changed',
          subject: gid(topic, 'InventoryItem', body['inventory_item_id']),
          details: { location },
        },
      ]
    }
    case 'app/uninstalled':
      return [{ name: 'connection.revoked', subject: text(body['myshopify_domain']) ?? 'app' }]
    case 'app/scopes_update':
      return [{ name: 'connection.scopes_changed', subject: text(body['id']) ?? 'app' }]
    default:
      return []
  }
}

function gid(topic: string, kind: string, value: unknown): string {
  const id = text(value) ?? ''
  if (id.startsWith(`gid://shopify/${kind}/`)) return id
  if (/^\d+$/.test(id)) return `gid://shopify/${kind}/${id}`
  throw new Refusal('invalid_input', `The body of ${topic} names no ${kind}.`)
}

// Moved, split and merged name several; all belong to the same order, and one is enough to find it.
function workId(topic: string, body: Body): string {
  const [named] = worksIn(body)
  return gid(topic, 'FulfillmentOrder', named)
}

function* worksIn(value: unknown): Generator<string> {
  if (typeof value === 'string' && /^gid:\/\/shopify\/FulfillmentOrder\/\d+$/.test(value)) yield value
  if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) yield* worksIn(one)
}

function subjectOf(body: Body): Record<string, unknown> {
  const customer = isRecord(body['customer']) ? body['customer'] : {}
  const orders = body['orders_to_redact'] ?? body['orders_requested']
  const named = {
    customer: text(customer['id']),
    email: text(customer['email']),
    phone: text(customer['phone']),
  }
  return {
    ...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined && value !== '')),
    orders: Array.isArray(orders) ? orders.map(text).filter(id => id !== undefined) : [],
  }
}
