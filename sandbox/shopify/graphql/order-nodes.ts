import { fulfilmentStatus, isOpen } from '../model/order.ts'
import type { Order, OrderLine, Refund } from '../model/order.ts'
import { digits } from '../webhooks/write-json.ts'
import { moneyNodes } from './money-nodes.ts'
import { money, paidMoney, seconds, type Node, type Nodes } from './node.ts'
import { connection, type Paging } from './paging.ts'

type Part = Pick<Nodes, 'order' | 'customer' | 'line' | 'refund'>

/** Orders, their lines and their refunds through the schema. */
export function orderNodes(nodes: () => Nodes): Part {
  return {
    order: one => orderNode(nodes(), one),
    customer: customerNode,
    line: (one, order) => lineNode(nodes(), one, order),
    refund: (one, order) => refundNode(nodes(), one, order),
  }
}

function orderNode(nodes: Nodes, one: Order): Node {
  return {
    ...plainFields(one),
    ...moneyNodes(nodes, one),
    currentSubtotalLineItemsQuantity: one.lines.reduce((sum, line) => sum + line.quantity, 0),
    subtotalLineItemsQuantity: one.lines.reduce((sum, line) => sum + line.ordered, 0),
    cancellation: one.cancelledAt ? { staffNote: one.cancelNote } : null,
    shippingAddress: one.shippingAddress && { __typename: 'MailingAddress', ...one.shippingAddress },
    customer: () => nodes.customer(one),
    lineItems: (paging: Paging) =>
      connection(
        one.lines.map(line => nodes.line(line, one)),
        paging,
      ),
    fulfillmentOrders: (paging: Paging) =>
      connection(
        one.work.map(work => nodes.work(work, one)),
        paging,
      ),
    fulfillments: ({ first }: Paging) =>
      one.shipments.slice(0, first ?? undefined).map(shipment => nodes.shipment(shipment, one)),
    fulfillmentsCount: { count: one.shipments.length, precision: 'EXACT' },
    refunds: ({ first }: Paging) =>
      one.refunds.slice(0, first ?? undefined).map(refund => nodes.refund(refund, one)),
  }
}

const plainFields = (one: Order): Node => ({
  __typename: 'Order',
  id: one.id,
  legacyResourceId: digits(one.id),
  name: one.name,
  number: Number(one.name.slice(1)),
  email: one.email,
  phone: null,
  note: one.note,
  poNumber: one.poNumber,
  tags: one.tags,
  test: one.isTest,
  confirmed: one.isConfirmed,
  closed: false,
  closedAt: null,
  edited: one.isEdited,
  merchantEditable: one.cancelledAt === null,
  fulfillable: one.work.some(isOpen),
  restockable: one.lines.some(line => line.quantity > 0),
  requiresShipping: one.lines.some(line => line.variant?.requiresShipping ?? true),
  sourceName: one.source,
  sourceIdentifier: one.sourceIdentifier,
  customerLocale: 'en',
  createdAt: seconds(one.createdAt),
  processedAt: seconds(one.processedAt),
  updatedAt: seconds(one.updatedAt),
  cancelledAt: one.cancelledAt ? seconds(one.cancelledAt) : null,
  cancelReason: one.cancelReason,
  displayFulfillmentStatus: fulfilmentStatus(one),
})

function customerNode(one: Order): Node | null {
  if (one.customerName === null) return null
  const [first = '', ...rest] = one.customerName.split(' ')
  return {
    __typename: 'Customer',
    id: `gid://shopify/Customer/${digits(one.id)}`,
    legacyResourceId: digits(one.id),
    displayName: one.customerName,
    firstName: first,
    lastName: rest.join(' '),
    email: one.email,
    phone: null,
    locale: 'en',
    tags: [],
    note: null,
    numberOfOrders: '1',
    verifiedEmail: true,
  }
}

function lineNode(nodes: Nodes, one: OrderLine, order: Order): Node {
  const unfulfilled = order.work
    .filter(isOpen)
    .flatMap(work => work.lines)
    .reduce((sum, each) => (each.line === one ? sum + each.remaining : sum), 0)
  const { group } = one
  return {
    __typename: 'LineItem',
    id: one.id,
    sku: one.sku === '' ? null : one.sku,
    title: one.title,
    name: one.title,
    variantTitle: null,
    vendor: null,
    quantity: one.ordered,
    currentQuantity: one.quantity,
    unfulfilledQuantity: unfulfilled,
    refundableQuantity: one.quantity,
    nonFulfillableQuantity: 0,
    merchantEditable: unfulfilled > 0,
    restockable: one.quantity > 0,
    isGiftCard: one.variant?.isGiftCard ?? false,
    requiresShipping: one.variant?.requiresShipping ?? true,
    originalUnitPriceSet: money(one.price),
    discountedUnitPriceSet: money(one.price),
    originalTotalSet: money(one.price * one.ordered),
    customAttributes: [],
    variant: () => (one.variant ? nodes.variant(one.variant) : null),
    lineItemGroup: group
      ? { ...group, customAttributes: [], productId: null, variantId: null, variantSku: null }
      : null,
    sellingPlan: one.isPreorder ? { name: 'Pre-order', sellingPlanId: 'gid://shopify/SellingPlan/1' } : null,
  }
}

function refundNode(nodes: Nodes, one: Refund, order: Order): Node {
  const at = seconds(one.createdAt)
  return {
    __typename: 'Refund',
    id: one.id,
    legacyResourceId: digits(one.id),
    note: one.note,
    createdAt: at,
    processedAt: at,
    updatedAt: at,
    totalRefundedSet: paidMoney(one.minor, order.payment),
    duties: [],
    order: () => nodes.order(order),
    refundLineItems: (paging: Paging) =>
      connection(
        one.lines.map(({ id, line, quantity, restock, location }) => ({
          id,
          quantity,
          restockType: restock,
          restocked: restock !== 'NO_RESTOCK',
          priceSet: money(line.price),
          subtotalSet: money(line.price * quantity),
          totalTaxSet: money(0),
          lineItem: () => nodes.line(line, order),
          location: () => (location ? nodes.location(location) : null),
        })),
        paging,
      ),
  }
}
