import { decimalOf, type Money } from '#commerce/money.ts'
import { refundOrder } from '#commerce/refunds.ts'
import { provide } from '#spine/actions/provide.ts'
import type { Attempt } from '#spine/connections/provided.ts'
import { Refusal } from '#spine/refusal.ts'
import { ask, type ShopifyAccount } from '../../client.ts'
import { createRefund, madeRefunds, refundsAtOnce } from '../../documents/refunds.ts'
import { orderId, refuseOn } from '../answered.ts'
import { isMarked, marked, markOf } from '../own-mark.ts'
import { allowance, exact, planRefund, type Plan, type Wanted } from './refund-plan.ts'

/**
 * Gives money back by the platform's own suggestion, read at the moment of the doing: what was refunded since by others is no
 * longer to be had. The mark in the note finds it again; the key keeps a repeated request from being a second refund.
 */
export const shopifyRefundOrder = provide(refundOrder, {
  async run(input, account: ShopifyAccount, attempt) {
    const plan = await planRefund(account, input)
    const variables = { input: refundInput(plan, input, attempt), key: markOf(attempt) }
    const { refundCreate: done } = await ask(account, createRefund, variables)
    refuseOn(done?.userErrors)
    if (!done?.refund) throw new Refusal('unknown_outcome', 'Shopify did not say what became of the refund.')
    return { refund: done.refund.id, amount: exact(done.refund.totalRefundedSet) }
  },
  async probe(input, account, attempt) {
    const { order } = await ask(account, madeRefunds, { id: orderId(input.order) })
    if (!order) return { is: 'ambiguous', evidence: 'The order is gone.' }
    const [ours, second] = order.refunds.filter(one => isMarked(one.note, attempt))
    if (second) return { is: 'ambiguous', evidence: `Two refunds carry our mark: ${ours?.id}, ${second.id}.` }
    if (ours)
      return {
        is: 'applied',
        output: { refund: ours.id, amount: exact(ours.totalRefundedSet) },
        evidence: `Refund ${ours.id} carries our mark.`,
      }
    return order.refunds.length < refundsAtOnce
      ? { is: 'absent' }
      : { is: 'ambiguous', evidence: 'The order has too many refunds to look at each.' }
  },
  async preview(input, account) {
    const plan = await planRefund(account, input)
    const { order, amount } = plan
    const before = exact(order.totalRefundedSet)
    const { most } = allowance(order)
    return {
      subject: order.id,
      title: order.name,
      changes: [
        { field: 'refunded', from: before, to: moved(before, amount.minor) },
        { field: 'refundable', from: most, to: moved(most, -amount.minor) },
        ...lineChanges(plan),
      ],
      money: amount,
      ...(order.customer && { customer: order.customer.id }),
      recipients: input.isCustomerNotified && order.email !== null ? [order.email] : [],
      irreversible: ['Money that was given back cannot be taken again.'],
    }
  },
})

const moved = ({ minor, currency }: Money, by: number): Money => ({ minor: minor + by, currency })

function lineChanges({ order, lines }: Plan) {
  return (order.suggestedRefund?.refundLineItems ?? []).map(({ quantity, lineItem }) => {
    const { title, refundableQuantity: left, id } = lineItem
    const how = lines.find(one => one.lineItemId === id)?.restockType ?? 'NO_RESTOCK'
    const words = { CANCEL: 'not shipped', RETURN: 'returned', NO_RESTOCK: 'not restocked' }
    return { field: `${title}, ${words[how]}`, from: left, to: left - quantity }
  })
}

function refundInput({ order, amount, parts, lines }: Plan, input: Wanted, attempt: Attempt) {
  return {
    orderId: order.id,
    currency: amount.currency,
    note: marked(input.note, attempt),
    notify: input.isCustomerNotified,
    allowOverRefunding: false,
    refundLineItems: lines,
    transactions: parts.map(({ gateway, parentId, minor }) => ({
      orderId: order.id,
      kind: 'REFUND',
      gateway,
      parentId,
      amount: decimalOf({ minor, currency: amount.currency }),
    })),
  }
}
