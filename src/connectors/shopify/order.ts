import type { z } from 'zod'
import type { Order } from '#commerce/orders.ts'
import type { Account } from '#spine/connections/account.ts'
import { ask } from './client.ts'
import type { Credentials } from './credentials.ts'
import { moreLines, moreWork, orderById } from './documents.ts'
import { MoreLines, MoreWork, OneOrder, type OrderNode, type Work, type WorkLine } from './shapes.ts'

type Node = z.output<typeof OrderNode>
type WorkNode = z.output<typeof Work>
type LineNode = z.output<typeof WorkLine>
type FulfillmentOrder = Order['fulfillmentOrders'][number]

/** The order of a gid with all of its work, however long; undefined where there is none. */
export async function readOrder(account: Account<Credentials>, id: string): Promise<Order | undefined> {
  const { order } = await ask(account, { text: orderById, isWrite: false, cost: 250, data: OneOrder }, { id })
  if (!order) return undefined
  const work = [...order.fulfillmentOrders.nodes]
  let page = order.fulfillmentOrders.pageInfo
  while (page.hasNextPage) {
    const more = await ask(
      account,
      { text: moreWork, isWrite: false, cost: 250, data: MoreWork },
      { id, after: page.endCursor },
    )
    if (!more.order) break
    work.push(...more.order.fulfillmentOrders.nodes)
    page = more.order.fulfillmentOrders.pageInfo
  }
  const fulfillmentOrders: FulfillmentOrder[] = []
  for (const one of work) fulfillmentOrders.push(workOf(one, await allLines(account, one)))
  return orderOf(account.credentials.shop, order, fulfillmentOrders)
}

async function allLines(account: Account<Credentials>, work: WorkNode): Promise<LineNode[]> {
  const lines = [...work.lineItems.nodes]
  let page = work.lineItems.pageInfo
  while (page.hasNextPage) {
    const more = await ask(
      account,
      { text: moreLines, isWrite: false, cost: 150, data: MoreLines },
      { id: work.id, after: page.endCursor },
    )
    if (!more.fulfillmentOrder) break
    lines.push(...more.fulfillmentOrder.lineItems.nodes)
    page = more.fulfillmentOrder.lineItems.pageInfo
  }
  return lines
}

function orderOf(shop: string, node: Node, fulfillmentOrders: FulfillmentOrder[]): Order {
  return {
    id: node.id,
    name: node.name,
    url: `https://admin.shopify.com/store/${shop.replace('.myshopify.com', '')}/orders/${node.legacyResourceId}`,
    processedAt: node.processedAt,
    updatedAt: node.updatedAt,
    cancelledAt: node.cancelledAt,
    isTest: node.test,
    isConfirmed: node.confirmed,
    isFulfilled: node.displayFulfillmentStatus === 'FULFILLED',
    source: node.sourceName ?? 'unknown',
    tags: node.tags,
    customer:
      node.customer || node.email !== null
        ? { name: node.customer?.displayName ?? null, email: plausible(node.email) }
        : null,
    fulfillmentOrders,
  }
}

// What customers typed is not always an address; a helpdesk would refuse it.
function plausible(email: string | null): string | null {
  return email !== null && /^[\w.+%-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}$/.test(email)
    ? email
    : null
}

const statuses = {
  OPEN: 'open',
  SCHEDULED: 'scheduled',
  ON_HOLD: 'on_hold',
  IN_PROGRESS: 'in_progress',
  CLOSED: 'closed',
  CANCELLED: 'cancelled',
  INCOMPLETE: 'incomplete',
} as const

function isStatus(text: string): text is keyof typeof statuses {
  return Object.hasOwn(statuses, text)
}

function workOf(node: WorkNode, lines: readonly LineNode[]): FulfillmentOrder {
  const { assignedLocation: assigned } = node
  return {
    id: node.id,
    // A status that this version does not know still holds units, until it is known better.
    status: isStatus(node.status) ? statuses[node.status] : 'open',
    location: {
      id: assigned.location?.id ?? `unknown:${assigned.name}`,
      name: assigned.location?.name ?? assigned.name,
      isStockManaged: !(
        assigned.location?.isFulfillmentService === true &&
        assigned.location.fulfillmentService?.inventoryManagement !== true
      ),
    },
    fulfillAt: node.fulfillAt,
    movableTo: node.locationsForMove.nodes.filter(one => one.movable).map(one => one.location),
    lines: lines.map(line => ({
      id: line.id,
      orderLineId: line.lineItem.id,
      sku: line.sku ?? '',
      title: line.productTitle,
      itemId: line.variant?.inventoryItem.id ?? line.inventoryItemId,
      variantId: line.variant?.id ?? null,
      remaining: line.remainingQuantity,
      total: line.totalQuantity,
      isTracked: line.variant?.inventoryItem.tracked ?? false,
      requiresShipping: line.requiresShipping,
      isGiftCard: line.lineItem.isGiftCard,
      isOversellAllowed: line.variant?.inventoryPolicy === 'CONTINUE',
      isPreorder: line.lineItem.sellingPlan !== null && /pre-?order/i.test(line.lineItem.sellingPlan.name),
      bundle: line.lineItem.lineItemGroup,
    })),
  }
}
