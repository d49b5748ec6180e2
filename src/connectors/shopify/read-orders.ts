import { getOrder, listOrders, type Order } from '#commerce/orders.ts'
import { provide } from '#spine/actions/provide.ts'
import type { Account } from '#spine/connections/account.ts'
import { Refusal } from '#spine/refusal.ts'
import { ask } from './client.ts'
import type { Credentials } from './credentials.ts'
import { orderByName, orderOfWork, ordersChanged } from './documents.ts'
import { readOrder } from './order.ts'
import { ChangedOrders, NamedOrders, OfWork } from './shapes.ts'

export const shopifyGetOrder = provide(getOrder, {
  run: async ({ order: wanted }, account: Account<Credentials>) => {
    const id = await findId(account, wanted.trim())
    const order = id === undefined ? undefined : await readOrder(account, id)
    if (!order) throw new Refusal('not_found', 'The shop knows no such order.')
    return { order }
  },
})

async function findId(account: Account<Credentials>, wanted: string): Promise<string | undefined> {
  if (/^gid:\/\/shopify\/Order\/\d+$/.test(wanted)) return wanted
  if (/^gid:\/\/shopify\/FulfillmentOrder\/\d+$/.test(wanted)) {
    const { fulfillmentOrder } = await ask(
      account,
      { text: orderOfWork, isWrite: false, cost: 5, data: OfWork },
      { id: wanted },
    )
    return fulfillmentOrder?.orderId
  }
  // The platform's ids are long; a short number is what people call the order.
  if (/^\d{9,}$/.test(wanted)) return `gid://shopify/Order/${wanted}`
  const name = wanted.replace(/["\\]/g, '')
  const { orders } = await ask(
    account,
    { text: orderByName, isWrite: false, cost: 10, data: NamedOrders },
    { query: `name:"${name}"` },
  )
  // The search finds what begins alike, too.
  return orders.nodes.find(one => one.name === name || one.name === `#${name}`)?.id
}

export const shopifyListOrders = provide(listOrders, {
  run: async ({ updatedSince, isOpenOnly, limit, cursor }, account: Account<Credentials>) => {
    const words = [
      ...(updatedSince === undefined ? [] : [`updated_at:>='${updatedSince}'`]),
      ...(isOpenOnly ? ['status:open', 'fulfillment_status:unshipped'] : []),
    ]
    const page = await ask(
      account,
      { text: ordersChanged, isWrite: false, cost: limit + 5, data: ChangedOrders },
      { first: limit, after: cursor ?? null, query: words.join(' ') },
    )
    const orders: Order[] = []
    for (const { id } of page.orders.nodes) {
      const order = await readOrder(account, id)
      if (order) orders.push(order)
    }
    return { orders, cursor: page.orders.pageInfo.hasNextPage ? page.orders.pageInfo.endCursor : null }
  },
})
