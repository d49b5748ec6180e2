import type { Order, Restock } from '../../model/order.ts'
import { digitsOf, refundable, salesOf, type Payment, type RefundTransaction } from '../../model/payments.ts'
import type { Shop } from '../../shop.ts'
import type { Node, Nodes } from '../node.ts'
import { userError, type Write } from './refused.ts'

interface RefundInput {
  readonly orderId: string
  readonly note?: string | null
  readonly currency?: string | null
  readonly notify?: boolean | null
  readonly refundLineItems?:
    | readonly {
        readonly lineItemId: string
        readonly quantity: number
        readonly restockType?: Restock | null
        readonly locationId?: string | null
      }[]
    | null
  /** Without these no money moves. */
  readonly transactions?:
    | readonly {
        readonly amount: string
        readonly gateway: string
        readonly kind: string
        readonly orderId: string
        readonly parentId?: string | null
      }[]
    | null
  readonly allowOverRefunding?: boolean | null
}

/** Giving money back. The platform demands a key for it. */
export function refundWrites(shop: Shop, nodes: Nodes, write: Write): Node {
  return {
    refundCreate: ({ input }: { input: RefundInput }) => {
      const order = shop.orders.all.get(input.orderId)
      const refused = !order
        ? 'Order does not exist'
        : (linesRefused(shop, order, input) ?? moneyRefused(order, input))
      if (!order || refused !== undefined)
        return { refund: null, order: null, userErrors: [userError(refused ?? '', ['input'])] }
      const lines = (input.refundLineItems ?? []).map(one => ({
        lineId: one.lineItemId,
        quantity: one.quantity,
        restock: one.restockType ?? 'NO_RESTOCK',
        location: one.locationId ?? undefined,
      }))
      const refund = shop.orders.refundLines(order.id, lines, input.note ?? null, partsOf(order, input))
      const { currency } = order.payment
      const { id: refundId, note, minor } = refund
      const isNotified = input.notify ?? false
      write('refund.created', { orderId: order.id, refundId, lines, minor, currency, note, isNotified })
      return { refund: nodes.refund(refund, order), order: nodes.order(order), userErrors: [] }
    },
  }
}

const minorOf = (amount: string, { currency }: Payment): number =>
  Math.round(Number(amount) * 10 ** digitsOf(currency))

const partsOf = ({ payment }: Order, input: RefundInput): RefundTransaction[] =>
  (input.transactions ?? []).map(({ parentId, gateway, amount }) => ({
    parentId: parentId ?? '',
    gateway,
    minor: minorOf(amount, payment),
  }))

function linesRefused(shop: Shop, order: Order, input: RefundInput): string | undefined {
  for (const one of input.refundLineItems ?? []) {
    const line = order.lines.find(each => each.id === one.lineItemId)
    if (!line) return 'Line item does not belong to the order'
    if (one.quantity > line.quantity) return 'Quantity cannot refund more items than were purchased'
    const place = one.locationId ?? undefined
    if (one.restockType === 'RETURN' && !shop.stock.locations.some(each => each.id === place))
      return 'A location is needed to restock'
  }
  return undefined
}

function moneyRefused({ id, payment }: Order, input: RefundInput): string | undefined {
  const isForeign = payment.currency !== 'EUR'
  if ((input.currency ?? (isForeign ? '' : 'EUR')) !== payment.currency)
    return 'Currency must be the presentment currency of the order'
  let total = 0
  for (const one of input.transactions ?? []) {
    if (one.kind !== 'REFUND') return 'Transactions kind must be a refund'
    if (one.orderId !== id) return 'Transactions must belong to the order'
    const sale = salesOf(payment).find(each => each.id === one.parentId)
    if (!sale || sale.gateway !== one.gateway) return 'Transactions parent is invalid for the gateway'
    const minor = minorOf(one.amount, payment)
    if (!(minor > 0)) return 'Transactions amount must be greater than zero'
    if (minor > refundable(payment, sale))
      return 'Transactions amount is greater than what can be refunded of its parent'
    total += minor
  }
  const isOver = total > refundable(payment) && !input.allowOverRefunding
  return isOver ? 'Refund amount is greater than net payment received' : undefined
}
