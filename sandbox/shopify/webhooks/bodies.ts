import { fulfilmentStatus, isOpen, totalOf } from '../model/order.ts'
import type { Order, OrderLine, Refund, Shipment, Subject, Work } from '../model/order.ts'
import type { Level } from '../model/stock.ts'
import { digits, numeric } from './write-json.ts'

type Body = Record<string, unknown>

/** The REST-shaped body of an event, although the platform's REST API is gone for apps. */
export function bodyOf(topic: string, subject: Subject, id: (kind: string) => string): Body {
  const { order, work, from, shipment, refund, details } = subject
  if (topic === 'orders/edited' && order) return editBody(order, details ?? {}, id)
  if (refund && order) return refundBody(refund, order)
  if (topic === 'fulfillment_events/create' && shipment && order) return eventBody(shipment, order)
  if (shipment && order) return shipmentBody(shipment, order)
  if (topic === 'fulfillment_orders/moved' && work)
    return { original_fulfillment_order: brief(from ?? work), moved_fulfillment_order: brief(work) }
  if (topic === 'fulfillment_orders/split' && work && from)
    return {
      fulfillment_order: brief(from),
      remaining_fulfillment_order: brief(work),
      replacement_fulfillment_order: null,
    }
  if (work) return { fulfillment_order: brief(work) }
  return order ? orderBody(order) : {}
}

export function levelBody(level: Level): Body {
  const item = numeric(level.itemId)
  return {
    inventory_item_id: item,
    location_id: numeric(level.locationId),
    available: level.available,
    updated_at: time(level.updatedAt),
    admin_graphql_api_id: `gid://shopify/InventoryLevel/${digits(level.locationId)}?inventory_item_id=${item}`,
  }
}

// As the platform writes them: the shop's own offset, whole seconds.
const time = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, '+00:00')
const money = (cents: number): string => (cents / 100).toFixed(2)
const ids = (gid: string): Body => ({ id: numeric(gid), admin_graphql_api_id: gid })
const brief = (work: Work): Body => ({ id: work.id, status: work.status.toLowerCase() })

function lineBody(line: OrderLine, left: number): Body {
  return {
    ...ids(line.id),
    sku: line.sku === '' ? null : line.sku,
    title: line.title,
    name: line.title,
    quantity: line.ordered,
    current_quantity: line.quantity,
    fulfillable_quantity: left,
    price: money(line.price),
    gift_card: line.variant?.isGiftCard ?? false,
    requires_shipping: line.variant?.requiresShipping ?? true,
    product_exists: line.variant !== undefined,
    product_id: line.variant ? numeric(line.variant.productId) : null,
    variant_id: line.variant ? numeric(line.variant.id) : null,
    variant_inventory_management: line.variant?.tracked ? 'shopify' : null,
    properties: [],
  }
}

function orderBody(order: Order): Body {
  const remaining = new Map<OrderLine, number>()
  for (const work of order.work.filter(isOpen))
    for (const one of work.lines) remaining.set(one.line, (remaining.get(one.line) ?? 0) + one.remaining)
  const status = fulfilmentStatus(order)
  const paid = order.refunds.length > 0 ? 'partially_refunded' : 'paid'
  return {
    ...ids(order.id),
    name: order.name,
    order_number: Number(order.name.slice(1)),
    number: Number(order.name.slice(1)) - 1000,
    email: order.email,
    contact_email: order.email,
    currency: 'EUR',
    current_total_price: money(totalOf(order)),
    tags: order.tags.join(', '),
    note: order.note,
    po_number: order.poNumber,
    source_identifier: order.sourceIdentifier,
    test: order.isTest,
    confirmed: order.isConfirmed,
    source_name: order.source,
    financial_status: paid,
    fulfillment_status: status === 'FULFILLED' ? 'fulfilled' : order.shipments.length > 0 ? 'partial' : null,
    cancel_reason: order.cancelReason?.toLowerCase() ?? null,
    cancelled_at: order.cancelledAt ? time(order.cancelledAt) : null,
    closed_at: null,
    created_at: time(order.createdAt),
    processed_at: time(order.processedAt),
    updated_at: time(order.updatedAt),
    customer: order.customerName === null ? null : customerBody(order),
    line_items: order.lines.map(line => lineBody(line, remaining.get(line) ?? 0)),
    fulfillments: order.shipments.map(one => shipmentBody(one, order)),
    refunds: order.refunds.map(one => refundBody(one, order)),
  }
}

function customerBody(order: Order): Body {
  const [first = '', ...rest] = (order.customerName ?? '').split(' ')
  const gid = `gid://shopify/Customer/${digits(order.id)}`
  return {
    ...ids(gid),
    email: order.email,
    first_name: first,
    last_name: rest.join(' '),
    verified_email: true,
  }
}

function editBody(order: Order, details: Record<string, unknown>, id: (kind: string) => string): Body {
  const changes = (list: unknown) =>
    Array.isArray(list)
      ? list.map((one: { id: string; delta: number }) => ({ ...one, id: numeric(one.id) }))
      : []
  const lines = { additions: changes(details['additions']), removals: changes(details['removals']) }
  const at = time(order.updatedAt)
  const edit = { id: numeric(id('OrderEdit')), order_id: numeric(order.id), line_items: lines }
  return { order_edit: { ...edit, app_id: null, committed_at: at, created_at: at, notify_customer: false } }
}

function refundBody(refund: Refund, order: Order): Body {
  return {
    ...ids(refund.id),
    order_id: numeric(order.id),
    note: refund.note,
    created_at: time(refund.createdAt),
    processed_at: time(refund.createdAt),
    refund_line_items: refund.lines.map(one => ({
      id: numeric(one.id),
      line_item_id: numeric(one.line.id),
      quantity: one.quantity,
      restock_type: one.restock.toLowerCase(),
      location_id: one.location ? numeric(one.location.id) : null,
    })),
    transactions: [],
  }
}

function shipmentBody(shipment: Shipment, order: Order): Body {
  const [first] = shipment.tracking
  return {
    ...ids(shipment.id),
    order_id: numeric(order.id),
    name: shipment.name,
    status: 'success',
    shipment_status: shipment.events.at(-1)?.status.toLowerCase() ?? null,
    location_id: numeric(shipment.location.id),
    tracking_company: first?.company ?? null,
    tracking_number: first?.number ?? null,
    tracking_numbers: shipment.tracking.map(one => one.number),
    tracking_url: first?.url ?? null,
    created_at: time(shipment.createdAt),
    updated_at: time(shipment.updatedAt),
    line_items: shipment.lines.map(({ line, quantity }) => ({ ...ids(line.id), sku: line.sku, quantity })),
  }
}

function eventBody(shipment: Shipment, order: Order): Body {
  const event = shipment.events.at(-1)
  return {
    ...(event && ids(event.id)),
    fulfillment_id: numeric(shipment.id),
    order_id: numeric(order.id),
    status: event?.status.toLowerCase(),
    message: event?.message ?? null,
    happened_at: event ? time(event.happenedAt) : null,
  }
}
