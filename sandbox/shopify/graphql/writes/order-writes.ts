import { GraphQLError } from 'graphql'
import type { Order } from '../../model/order.ts'
import type { Shop } from '../../shop.ts'
import type { Node, Nodes } from '../node.ts'
import { userError, type Write } from './refused.ts'

interface Cancel {
  readonly orderId: string
  readonly restock: boolean
  readonly reason: string
  readonly staffNote?: string | null
  readonly refund?: boolean | null
  readonly notifyCustomer?: boolean | null
  readonly refundMethod?: { readonly originalPaymentMethodsRefund?: boolean | null } | null
}

/** Cancelling and tagging. */
export function orderWrites(shop: Shop, nodes: Nodes, write: Write): Node {
  return {
    orderCancel: ({ orderId, restock, reason, staffNote, refund, refundMethod, notifyCustomer }: Cancel) => {
      const order = shop.orders.all.get(orderId)
      const words = cancelRefused(shop, order, staffNote ?? '')
      if (!order || words) return { job: null, orderCancelUserErrors: [words], userErrors: [] }
      shop.cancelling.add(orderId)
      const isRefunded = refundMethod?.originalPaymentMethodsRefund ?? refund ?? false
      const note = staffNote ?? null
      write('order.cancelled', {
        orderId,
        restock,
        reason,
        isRefunded,
        note,
        isNotified: notifyCustomer ?? false,
      })
      const more = { note, isRefunded }
      const { id, done } = shop.startJob(
        () => shop.orders.cancel(orderId, restock, reason, more),
        () => void shop.cancelling.delete(orderId),
      )
      return { job: { id, done, query: null }, orderCancelUserErrors: [], userErrors: [] }
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

function cancelRefused(shop: Shop, order: Order | undefined, staffNote: string) {
  if (!order) return userError('Order does not exist', ['orderId'], 'NOT_FOUND')
  const isAgain = order.cancelledAt !== null || shop.cancelling.has(order.id)
  if (isAgain)
    return userError('Cannot cancel an order that has already been canceled', ['orderId'], 'INVALID')
  if (order.shipments.length > 0)
    return userError('Cannot cancel an order that has been fulfilled', ['orderId'], 'INVALID')
  if (order.payment.transactions.some(one => one.status === 'PENDING'))
    return userError('Cannot cancel an order with a pending payment', ['orderId'], 'INVALID')
  return staffNote.length > 255
    ? userError('Staff note is too long (maximum is 255 characters)', ['staffNote'], 'INVALID')
    : undefined
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
