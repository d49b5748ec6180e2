import { GraphQLError } from 'graphql'
import { refundable, salesOf, spread, toMinor, type Transaction } from '../model/payments.ts'
import { isOpen, totalOf } from '../model/order.ts'
import type { Order } from '../model/order.ts'
import { money, paidMoney, seconds, type Node, type Nodes } from './node.ts'

interface Asked {
  readonly refundLineItems?: readonly { readonly lineItemId: string; readonly quantity: number }[] | null
  readonly suggestFullRefund?: boolean | null
}

/** What an order cost, what was paid of it, and what can be given back, in both currencies. */
export function moneyNodes(nodes: Nodes, one: Order): Node {
  const { payment } = one
  const original = one.lines.reduce((sum, line) => sum + line.price * line.ordered, 0)
  const received = salesOf(payment).reduce((sum, sale) => sum + sale.minor, 0)
  const left = refundable(payment)
  return {
    displayFinancialStatus: financialStatus(one, received, left),
    currencyCode: 'EUR',
    presentmentCurrencyCode: payment.currency,
    totalPriceSet: money(original, payment),
    originalTotalPriceSet: money(original, payment),
    subtotalPriceSet: money(original, payment),
    currentTotalPriceSet: money(totalOf(one), payment),
    currentSubtotalPriceSet: money(totalOf(one), payment),
    totalReceivedSet: paidMoney(received, payment),
    netPaymentSet: paidMoney(left, payment),
    totalRefundedSet: paidMoney(received - left, payment),
    totalOutstandingSet: paidMoney(Math.max(0, toMinor(totalOf(one), payment) - left), payment),
    fullyPaid: received >= toMinor(original, payment),
    refundable: left > 0,
    transactions: ({ first }: { first?: number | null }) =>
      payment.transactions.slice(0, first ?? undefined).map(each => transactionNode(one, each)),
    suggestedRefund: (asked: Asked) => suggested(nodes, one, asked),
  }
}

function financialStatus({ payment }: Order, received: number, left: number): string {
  if (received === 0)
    return payment.transactions.some(one => one.kind === 'AUTHORIZATION') ? 'AUTHORIZED' : 'PENDING'
  if (left === received) return 'PAID'
  return left > 0 ? 'PARTIALLY_REFUNDED' : 'REFUNDED'
}

function transactionNode({ payment }: Order, one: Transaction): Node {
  const parent = payment.transactions.find(each => each.id === one.parentId)
  return {
    __typename: 'OrderTransaction',
    id: one.id,
    kind: one.kind,
    status: one.status,
    gateway: one.gateway,
    createdAt: seconds(one.at),
    amountSet: paidMoney(one.minor, payment),
    parentTransaction: () => (parent ? { id: parent.id } : null),
  }
}

// Lines give back what they cost; the sales that can are named even where nothing is suggested of them.
function suggested(nodes: Nodes, one: Order, asked: Asked): Node {
  const { payment } = one
  const wished = asked.suggestFullRefund
    ? one.lines.map(line => ({ lineItemId: line.id, quantity: line.quantity }))
    : (asked.refundLineItems ?? [])
  const lines = wished.map(({ lineItemId, quantity }) => {
    const line = one.lines.find(each => each.id === lineItemId)
    if (!line || quantity > line.quantity)
      throw new GraphQLError('Quantity cannot refund more items than were purchased')
    return { line, quantity }
  })
  const worth = toMinor(
    lines.reduce((sum, { line, quantity }) => sum + line.price * quantity, 0),
    payment,
  )
  const amount = Math.min(worth, refundable(payment))
  const parts = spread(payment, amount)
  return {
    amountSet: paidMoney(amount, payment),
    subtotalSet: paidMoney(worth, payment),
    maximumRefundableSet: paidMoney(refundable(payment), payment),
    refundLineItems: lines.map(({ line, quantity }) => ({
      id: null,
      quantity,
      restockType: one.work.some(work => isOpen(work) && work.lines.some(each => each.line === line))
        ? 'CANCEL'
        : 'RETURN',
      lineItem: () => nodes.line(line, one),
    })),
    suggestedTransactions: salesOf(payment)
      .filter(sale => refundable(payment, sale) > 0)
      .map(sale => ({
        kind: 'SUGGESTED_REFUND',
        gateway: sale.gateway,
        amountSet: paidMoney(parts.find(part => part.parentId === sale.id)?.minor ?? 0, payment),
        maximumRefundableSet: paidMoney(refundable(payment, sale), payment),
        parentTransaction: () => transactionNode(one, sale),
      })),
  }
}
