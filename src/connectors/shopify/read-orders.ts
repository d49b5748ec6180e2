import { getOrder, listOrders, type Order } from '#commerce/orders.ts'
import { provide } from '#spine/actions/provide.ts'
import { Refusal } from '#spine/refusal.ts'
import { ask, type ShopifyAccount } from './client.ts'
import { orderByName, orderOfWork, ordersChanged } from './documents/documents.ts'
import { readOrder, readOrders } from './order.ts'

export const shopifyGetOrder = provide(getOrder, {
  run: async ({ order: wanted }, account: ShopifyAccount) => {
    const id = await findId(account, wanted.trim())
    const order = id === undefined ? undefined : await readOrder(account, id)
    if (!order) throw new Refusal('not_found', 'The shop knows no such order.')
    return { order }
  },
})

async function findId(account: ShopifyAccount, wanted: string): Promise<string | undefined> {
  if (/^gid:\/\/shopify\/Order\/\d+$/.test(wanted)) return wanted
  if (/^gid:\/\/shopify\/FulfillmentOrder\/\d+$/.test(wanted)) {
    const { fulfillmentOrder } = await ask(account, orderOfWork, { id: wanted })
    return fulfillmentOrder?.orderId
  }
  // The platform's ids are long; a short number is what people call the order.
  if (/^\d{9,}$/.test(wanted)) return `gid://shopify/Order/${wanted}`
  const name = wanted.replaceAll(/["\\]/g, '')
  const { orders } = await ask(account, orderByName, { query: `name:"${name}"` })
  // The search finds what begins alike, too.
  return orders.nodes.find(one => one.name === name || one.name === `#${name}`)?.id
}

export const shopifyListOrders = provide(listOrders, {
  run: async ({ updatedSince, isOpenOnly, limit, cursor }, account: ShopifyAccount) => {
    const words = [
      ...(updatedSince === undefined ? [] : [`updated_at:>='${updatedSince}'`]),
      ...(isOpenOnly ? ['status:open'] : []),
    ]
    const page = await ask(
      account,
      { ...ordersChanged, cost: limit },
      { first: limit, after: cursor ?? null, query: words.join(' ') },
    )
    const ids = page.orders.nodes.filter(one => !isOpenOnly || mayBeOpen(one)).map(one => one.id)
    const read = await readOrders(account, ids)
    const orders = isOpenOnly ? read.filter(isOpen) : read
    return { orders, cursor: page.orders.pageInfo.hasNextPage ? page.orders.pageInfo.endCursor : null }
  },
})

const mayBeOpen = (one: { cancelledAt: string | null; displayFulfillmentStatus: string }): boolean =>
  one.cancelledAt === null && one.displayFulfillmentStatus !== 'FULFILLED'

const ended = ['closed', 'cancelled', 'incomplete']

// The search knows partly fulfilled, held and scheduled orders under words of their own: the work itself is surer.
function isOpen({ cancelledAt, isFulfilled, fulfillmentOrders }: Order): boolean {
  if (cancelledAt !== null || isFulfilled) return false
  const isUnrouted = fulfillmentOrders.length === 0
  return (
    isUnrouted ||
    fulfillmentOrders.some(one => !ended.includes(one.status) && one.lines.some(line => line.remaining > 0))
  )
}
