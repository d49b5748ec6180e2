import type { Shop } from '../shop.ts'
import type { Order, OrderLine, Work, WorkLine } from '../model/orders.ts'
import { isOpen } from '../model/orders.ts'
import {
  quantity,
  quantityNames,
  type Level,
  type Location,
  type QuantityName,
  type Variant,
} from '../model/stock.ts'
import { connection, type Paging } from './paging.ts'
import { GraphQLError } from 'graphql'

type Node = Record<string, unknown>

const seconds = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z')
const digits = (gid: string): string => gid.slice(gid.lastIndexOf('/') + 1)

/** What the model looks like through the schema. Fields that cost are functions: only what was asked for is made. */
export function nodesOf(shop: Shop) {
  const location = (place: Location): Node => ({
    __typename: 'Location',
    id: place.id,
    name: place.name,
    legacyResourceId: digits(place.id),
    isActive: true,
    isFulfillmentService: place.isFulfillmentService,
    fulfillmentService: place.isFulfillmentService
      ? {
          id: `${place.id}/service`,
          handle: place.name.toLowerCase(),
          serviceName: place.name,
          inventoryManagement: false,
          type: 'THIRD_PARTY',
          trackingSupport: false,
          requiresShippingMethod: true,
        }
      : null,
    shipsInventory: true,
    fulfillsOnlineOrders: true,
  })

  const level = (one: Level): Node => ({
    __typename: 'InventoryLevel',
    id: `gid://shopify/InventoryLevel/${digits(one.locationId)}?inventory_item_id=${digits(one.itemId)}`,
    isActive: true,
    createdAt: seconds(one.updatedAt),
    updatedAt: seconds(one.updatedAt),
    location: () => location(shop.stock.place(one.locationId)),
    item: () => item(one.itemId),
    quantities: ({ names }: { names: string[] }) =>
      names.map(name => {
        if (!isQuantity(name)) throw new GraphQLError(`The specified quantity name '${name}' is invalid.`)
        return {
          id: `${one.itemId}/${one.locationId}/${name}`,
          name,
          quantity: quantity(one, name),
          updatedAt: seconds(one.updatedAt),
        }
      }),
  })

  const item = (id: string): Node | null => {
    const variants = shop.stock.variants.filter(one => one.itemId === id)
    const [first] = variants
    if (!first) return null
    return {
      __typename: 'InventoryItem',
      id,
      legacyResourceId: digits(id),
      sku: first.sku,
      tracked: first.tracked,
      requiresShipping: first.requiresShipping,
      duplicateSkuCount: variants.length - 1,
      createdAt: '2026-01-01T00:00:00Z',
      updatedAt: '2026-01-01T00:00:00Z',
      variant: () => variant(first),
      variants: (paging: Paging) => connection(variants.map(variant), paging),
      inventoryLevels: (paging: Paging) => connection(shop.stock.levels({ itemId: id }).map(level), paging),
      inventoryLevel: ({ locationId }: { locationId: string }) => {
        const found = shop.stock.level(id, locationId)
        return found ? level(found) : null
      },
    }
  }

  const variant = (one: Variant): Node => ({
    __typename: 'ProductVariant',
    id: one.id,
    legacyResourceId: digits(one.id),
    sku: one.sku,
    title: one.title,
    displayName: one.title,
    inventoryPolicy: one.policy,
    requiresComponents: false,
    price: '10.00',
    inventoryQuantity: shop.stock
      .levels({ itemId: one.itemId })
      .reduce((sum, each) => sum + each.available, 0),
    inventoryItem: () => item(one.itemId),
    product: () => ({
      __typename: 'Product',
      id: one.productId,
      title: one.title,
      isGiftCard: one.isGiftCard,
      requiresSellingPlan: false,
    }),
  })

  const line = (one: OrderLine): Node => ({
    __typename: 'LineItem',
    id: one.id,
    sku: one.sku,
    title: one.title,
    name: one.title,
    quantity: one.quantity,
    currentQuantity: one.quantity,
    isGiftCard: one.variant?.isGiftCard ?? false,
    requiresShipping: one.variant?.requiresShipping ?? true,
    variant: () => (one.variant ? variant(one.variant) : null),
    lineItemGroup: one.group ?? null,
    sellingPlan: one.isPreorder ? { name: 'Pre-order', sellingPlanId: 'gid://shopify/SellingPlan/1' } : null,
  })

  const workLine = (one: WorkLine): Node => ({
    __typename: 'FulfillmentOrderLineItem',
    id: one.id,
    sku: one.line.sku,
    productTitle: one.line.title,
    remainingQuantity: one.remaining,
    totalQuantity: one.total,
    requiresShipping: one.line.variant?.requiresShipping ?? true,
    inventoryItemId: one.line.variant?.itemId ?? null,
    lineItem: () => line(one.line),
    variant: () => (one.line.variant ? variant(one.line.variant) : null),
  })

  const work = (one: Work, order: Order): Node => ({
    __typename: 'FulfillmentOrder',
    id: one.id,
    orderId: order.id,
    orderName: order.name,
    orderProcessedAt: seconds(order.processedAt),
    status: one.status,
    requestStatus: 'UNSUBMITTED',
    createdAt: seconds(order.createdAt),
    updatedAt: seconds(one.updatedAt),
    fulfillAt: null,
    fulfillmentHolds:
      one.status === 'ON_HOLD'
        ? [
            {
              id: `${one.id}/hold`,
              handle: 'hold',
              displayReason: 'Held',
              reason: 'OTHER',
              heldByRequestingApp: false,
            },
          ]
        : [],
    supportedActions: [],
    order: () => orderNode(order),
    assignedLocation: { name: one.location.name, location: () => location(one.location) },
    lineItems: (paging: Paging) => connection(one.lines.map(workLine), paging),
    locationsForMove: (paging: Paging) =>
      connection(
        shop.stock.locations
          .filter(place => place.id !== one.location.id && isOpen(one))
          .map(place => ({
            location: () => location(place),
            movable: true,
            message: null,
            availableLineItemsCount: null,
            unavailableLineItemsCount: null,
          })),
        paging,
      ),
  })

  const orderNode = (one: Order): Node => ({
    __typename: 'Order',
    id: one.id,
    legacyResourceId: digits(one.id),
    name: one.name,
    email: one.email,
    tags: one.tags,
    test: one.isTest,
    confirmed: one.isConfirmed,
    closed: false,
    sourceName: one.source,
    createdAt: seconds(one.createdAt),
    processedAt: seconds(one.processedAt),
    updatedAt: seconds(one.updatedAt),
    cancelledAt: one.cancelledAt ? seconds(one.cancelledAt) : null,
    displayFulfillmentStatus: fulfilmentStatus(one),
    customer:
      one.customerName === null
        ? null
        : {
            __typename: 'Customer',
            id: `gid://shopify/Customer/${digits(one.id)}`,
            displayName: one.customerName,
            email: one.email,
            verifiedEmail: true,
          },
    lineItems: (paging: Paging) => connection(one.lines.map(line), paging),
    fulfillmentOrders: (paging: Paging) =>
      connection(
        one.work.map(each => work(each, one)),
        paging,
      ),
  })

  return { location, level, item, variant, order: orderNode, work }
}

/** The root's nodes by kind. */
export type Nodes = ReturnType<typeof nodesOf>

function fulfilmentStatus(order: Order): string {
  const lines = order.work.flatMap(work => work.lines)
  if (lines.length > 0 && lines.every(line => line.remaining === 0) && !order.cancelledAt) return 'FULFILLED'
  if (order.work.some(work => work.status === 'ON_HOLD')) return 'ON_HOLD'
  return lines.some(line => line.remaining < line.total) ? 'PARTIALLY_FULFILLED' : 'UNFULFILLED'
}

function isQuantity(name: string): name is QuantityName {
  return quantityNames.some(known => known === name)
}
