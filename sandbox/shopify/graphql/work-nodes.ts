import { isOpen } from '../model/order.ts'
import type { Hold, Order, Shipment, ShipmentEvent, Work, WorkLine } from '../model/order.ts'
import type { Shop } from '../shop.ts'
import { digits } from '../webhooks/write-json.ts'
import { seconds, type Node, type Nodes } from './node.ts'
import { connection, type Paging } from './paging.ts'

/** Fulfilment orders, holds and parcels through the schema. */
export function workNodes(shop: Shop, nodes: () => Nodes): Pick<Nodes, 'work' | 'hold' | 'shipment'> {
  return {
    work: (one, order) => workNode(shop, nodes(), one, order),
    hold: holdNode,
    shipment: (one, order) => shipmentNode(nodes(), one, order),
  }
}

function workNode(shop: Shop, nodes: Nodes, one: Work, order: Order): Node {
  return {
    __typename: 'FulfillmentOrder',
    id: one.id,
    orderId: order.id,
    orderName: order.name,
    orderProcessedAt: seconds(order.processedAt),
    status: one.status,
    requestStatus: 'UNSUBMITTED',
    createdAt: seconds(one.createdAt),
    updatedAt: seconds(one.updatedAt),
    fulfillAt: null,
    fulfillBy: null,
    fulfillmentHolds: one.holds.map(nodes.hold),
    supportedActions: actionsOf(one).map(action => ({ action, externalUrl: null })),
    order: () => nodes.order(order),
    assignedLocation: {
      name: one.location.name,
      address1: null,
      address2: null,
      city: null,
      phone: null,
      province: null,
      zip: null,
      location: () => nodes.location(one.location),
    },
    lineItems: (paging: Paging) =>
      connection(
        one.lines.map(line => workLineNode(nodes, line, order)),
        paging,
      ),
    locationsForMove: ({ locationIds, ...paging }: Paging & { locationIds?: string[] | null }) =>
      connection(placesFor(shop, nodes, one, locationIds ?? undefined), paging),
  }
}

function actionsOf(one: Work): string[] {
  if (!isOpen(one)) return []
  if (one.status === 'ON_HOLD') return ['RELEASE_HOLD', 'HOLD', 'MOVE']
  const isSplittable = one.lines.reduce((sum, line) => sum + line.remaining, 0) > 1
  return ['CREATE_FULFILLMENT', 'REPORT_PROGRESS', 'MOVE', 'HOLD', ...(isSplittable ? ['SPLIT'] : [])]
}

// A location that never stocked an item is no place to move it to.
function placesFor(shop: Shop, nodes: Nodes, one: Work, only?: readonly string[]): Node[] {
  if (!isOpen(one)) return []
  const places = shop.stock.locations.filter(
    place => place.id !== one.location.id && (only?.includes(place.id) ?? true),
  )
  return places.map(place => {
    const movable = one.lines.filter(
      ({ line }) => !line.variant?.tracked || shop.stock.level(line.variant.itemId, place.id),
    )
    const isMovable = movable.length === one.lines.length
    return {
      location: () => nodes.location(place),
      movable: isMovable,
      message: isMovable ? null : 'Some items are not stocked at this location.',
      availableLineItemsCount: { count: movable.length, precision: 'EXACT' },
      unavailableLineItemsCount: { count: one.lines.length - movable.length, precision: 'EXACT' },
    }
  })
}

function workLineNode(nodes: Nodes, one: WorkLine, order: Order): Node {
  const { variant } = one.line
  return {
    __typename: 'FulfillmentOrderLineItem',
    id: one.id,
    sku: one.line.sku === '' ? null : one.line.sku,
    productTitle: one.line.title,
    variantTitle: null,
    vendor: null,
    remainingQuantity: one.remaining,
    totalQuantity: one.total,
    requiresShipping: variant?.requiresShipping ?? true,
    inventoryItemId: variant?.itemId ?? null,
    lineItem: () => nodes.line(one.line, order),
    variant: () => (variant ? nodes.variant(variant) : null),
  }
}

const holdNode = (one: Hold): Node => ({
  __typename: 'FulfillmentHold',
  id: one.id,
  handle: one.handle === '' ? null : one.handle,
  displayReason: one.reason.toLowerCase().replaceAll('_', ' '),
  reason: one.reason,
  reasonNotes: one.notes,
  heldByRequestingApp: one.isOwn,
})

function shipmentNode(nodes: Nodes, one: Shipment, order: Order): Node {
  const last = one.events.toSorted((a, b) => a.happenedAt.getTime() - b.happenedAt.getTime()).at(-1)
  const first = (status: string): string | null => {
    const found = one.events.find(event => event.status === status)
    return found ? seconds(found.happenedAt) : null
  }
  return {
    __typename: 'Fulfillment',
    id: one.id,
    legacyResourceId: digits(one.id),
    name: one.name,
    status: 'SUCCESS',
    displayStatus: last?.status ?? 'FULFILLED',
    createdAt: seconds(one.createdAt),
    updatedAt: seconds(one.updatedAt),
    inTransitAt: first('IN_TRANSIT'),
    deliveredAt: first('DELIVERED'),
    estimatedDeliveryAt: one.estimatedDeliveryAt ? seconds(one.estimatedDeliveryAt) : null,
    requiresShipping: true,
    totalQuantity: one.lines.reduce((sum, line) => sum + line.quantity, 0),
    trackingInfo: ({ first: size }: Paging) => one.tracking.slice(0, size ?? undefined),
    location: () => nodes.location(one.location),
    order: () => nodes.order(order),
    events: (paging: Paging) => connection(one.events.map(eventNode), paging),
    fulfillmentLineItems: (paging: Paging) =>
      connection(
        one.lines.map(line => ({
          id: line.id,
          quantity: line.quantity,
          lineItem: () => nodes.line(line.line, order),
        })),
        paging,
      ),
  }
}

const eventNode = (event: ShipmentEvent): Node => ({
  __typename: 'FulfillmentEvent',
  id: event.id,
  status: event.status,
  message: event.message,
  happenedAt: seconds(event.happenedAt),
  createdAt: seconds(event.happenedAt),
  estimatedDeliveryAt: null,
  address1: null,
  city: null,
  country: null,
  province: null,
  zip: null,
})
