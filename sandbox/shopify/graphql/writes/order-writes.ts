import { GraphQLError } from 'graphql'
import type { Order, Restock } from '../../model/order.ts'
import type { Shop } from '../../shop.ts'
import type { Node, Nodes } from '../node.ts'
import { userError, type Write } from './refused.ts'

interface RefundInput {
  readonly orderId: string
  readonly note?: string | null
  readonly refundLineItems?:
    | readonly {
        readonly lineItemId: string
        readonly quantity: number
        readonly restockType?: Restock | null
        readonly locationId?: string | null
      }[]
    | null
  /** Without these no money moves. */
  readonly transactions?: readonly { readonly amount: string }[] | null
  readonly allowOverRefunding?: boolean | null
}

/** Cancelling, refunding and tagging. */
export function orderWrites(shop: Shop, nodes: Nodes, write: Write): Node {
  return {
    orderCancel: ({ orderId, restock, reason }: { orderId: string; restock: boolean; reason: string }) => {
      const order = shop.orders.all.get(orderId)
      const words = cancelRefused(shop, order)
      if (!order || words) return { job: null, orderCancelUserErrors: [words], userErrors: [] }
      shop.cancelling.add(orderId)
      write('order.cancelled', { orderId, restock, reason })
      const { id, done } = shop.startJob(() => shop.orders.cancel(orderId, restock, reason))
      return { job: { id, done, query: null }, orderCancelUserErrors: [], userErrors: [] }
    },
    refundCreate: ({ input }: { input: RefundInput }) => {
      const order = shop.orders.all.get(input.orderId)
      const refused = refundRefused(shop, order, input)
      if (!order || refused !== undefined)
        return { refund: null, order: null, userErrors: [userError(refused ?? '', ['input'])] }
      const lines = (input.refundLineItems ?? []).map(one => ({
        lineId: one.lineItemId,
        quantity: one.quantity,
        restock: one.restockType ?? 'NO_RESTOCK',
        location: one.locationId ?? undefined,
      }))
      const refund = shop.orders.refundLines(order.id, lines, input.note ?? null, moneyOf(input))
      write('refund.created', {
        orderId: order.id,
        refundId: refund.id,
        lines,
        cents: refund.amount,
        note: refund.note,
      })
      return { refund: nodes.refund(refund, order), order: nodes.order(order), userErrors: [] }
    },
    tagsAdd: (given: { id: string; tags: string[] }) =>
      tagged(
        shop,
        nodes,
        given,
        (now, tags) => [...now, ...tags.filter(tag => !now.includes(tag))],
        words => write('tags.added', words),
      ),
    tagsRemove: (given: { id: string; tags: string[] }) =>
      tagged(
        shop,
        nodes,
        given,
        (now, tags) => now.filter(tag => !tags.includes(tag)),
        words => write('tags.removed', words),
      ),
  }
}

function cancelRefused(shop: Shop, order: Order | undefined) {
  if (!order) return userError('Order does not exist', ['orderId'], 'NOT_FOUND')
  const isAgain = order.cancelledAt !== null || shop.cancelling.has(order.id)
  if (isAgain)
    return userError('Cannot cancel an order that has already been canceled', ['orderId'], 'INVALID')
  if (order.shipments.length > 0)
    return userError('Cannot cancel an order that has been fulfilled', ['orderId'], 'INVALID')
  return undefined
}

const moneyOf = (input: RefundInput): number =>
  (input.transactions ?? []).reduce((sum, one) => sum + Math.round(Number(one.amount) * 100), 0)

function refundRefused(shop: Shop, order: Order | undefined, input: RefundInput): string | undefined {
  if (!order) return 'Order does not exist'
  for (const one of input.refundLineItems ?? []) {
    const line = order.lines.find(each => each.id === one.lineItemId)
    if (!line) return 'Line item does not belong to the order'
    if (one.quantity > line.quantity) return 'Quantity cannot refund more items than were purchased'
    const place = one.locationId ?? undefined
    if (one.restockType === 'RETURN' && !shop.stock.locations.some(each => each.id === place))
      return 'A location is needed to restock'
  }
  const paid = order.lines.reduce((sum, line) => sum + line.price * line.ordered, 0)
  const gone = order.refunds.reduce((sum, one) => sum + one.amount, 0)
  const isOver = moneyOf(input) > paid - gone && !input.allowOverRefunding
  return isOver ? 'Refund amount is greater than net payment received' : undefined
}

function tagged(
  shop: Shop,
  nodes: Nodes,
  { id, tags }: { id: string; tags: string[] },
  change: (now: string[], tags: string[]) => string[],
  write: (details: Record<string, unknown>) => void,
): Node {
  if (tags.length > 250) throw new GraphQLError('Exceeded maximum of 250 tags')
  const order = shop.orders.all.get(id)
  if (!order) return { node: null, userErrors: [userError('Resource does not exist', ['id'])] }
  const wanted = change(order.tags, tags)
  // Nothing new is no change: the platform tells nobody of it.
  if (wanted.join() !== order.tags.join()) shop.orders.update(id, { tags: wanted })
  write({ id, tags })
  return { node: nodes.order(order), userErrors: [] }
}
