import { z } from 'zod'
import type { Order } from '#commerce/orders.ts'
import { ask, type ShopifyAccount } from './client.ts'
import { moreLines, moreWork, orderById, ordersAtOnce, ordersById } from './documents/documents.ts'
import { allOf } from './pages.ts'
import type { OrderNode, Work, WorkLine } from './documents/shapes.ts'

type Node = z.output<typeof OrderNode>
type WorkNode = z.output<typeof Work>
type LineNode = z.output<typeof WorkLine>
type FulfillmentOrder = Order['fulfillmentOrders'][number]

/** The order of a gid with all of its work, however long; undefined where there is none. */
export async function readOrder(account: ShopifyAccount, id: string): Promise<Order | undefined> {
  const { order } = await ask(account, orderById, { id })
  return order ? wholeOf(account, order) : undefined
}

/** The same for many at once, in the order of their gids and without those that are gone. */
export async function readOrders(account: ShopifyAccount, ids: readonly string[]): Promise<Order[]> {
  const orders: Order[] = []
  for (let at = 0; at < ids.length; at += ordersAtOnce) {
    const some = ids.slice(at, at + ordersAtOnce)
    const { nodes } = await ask(account, { ...ordersById, cost: some.length * 110 }, { ids: some })
    for (const node of nodes) if (node) orders.push(await wholeOf(account, node))
  }
  return orders
}

async function wholeOf(account: ShopifyAccount, order: Node): Promise<Order> {
  const { id } = order
  const work = await allOf(order.fulfillmentOrders, async after => {
    const more = await ask(account, moreWork, { id, after })
    return more.order?.fulfillmentOrders
  })
  const fulfillmentOrders: FulfillmentOrder[] = []
  for (const one of work) fulfillmentOrders.push(workOf(one, await allLines(account, one)))
  return orderOf(account.credentials.shop, order, fulfillmentOrders)
}

function allLines(account: ShopifyAccount, { id, lineItems }: WorkNode): Promise<LineNode[]> {
  return allOf(lineItems, async after => {
    const more = await ask(account, moreLines, { id, after })
    return more.fulfillmentOrder?.lineItems
  })
}

function orderOf(shop: string, node: Node, fulfillmentOrders: FulfillmentOrder[]): Order {
  return {
    id: node.id,
    name: node.name,
    url: `https://admin.shopify.com/store/${shop.replace(/\.myshopify\.com$/, '')}/orders/${node.legacyResourceId}`,
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

// What customers typed is not always an address, and must not make the order unreadable.
function plausible(email: string | null): string | null {
  return z.email().safeParse(email).data ?? null
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
        assigned.location?.isFulfillmentService && !assigned.location.fulfillmentService?.inventoryManagement
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
      // The plan's kind is not told; merchants name it after what it is.
      isPreorder: line.lineItem.sellingPlan !== null && /pre-?order/i.test(line.lineItem.sellingPlan.name),
      bundle: line.lineItem.lineItemGroup,
    })),
  }
}
