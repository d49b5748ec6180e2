import type { z } from 'zod'
import { cancelOrder } from '#commerce/cancellations.ts'
import { provide } from '#spine/actions/provide.ts'
import { isRefusal, Refusal } from '#spine/refusal.ts'
import { ask, type ShopifyAccount } from '../../client.ts'
import { cancelOrder as cancel, cancelPlan } from '../../documents/cancellations.ts'
import { orderId, refuseOn, unknownOrder } from '../answered.ts'
import { followJob } from './follow-job.ts'
import { isMarked, marked } from '../own-mark.ts'
import { exact } from '../refund/refund-plan.ts'

type Wanted = z.output<typeof cancelOrder.input>

const reasons = {
  customer: 'CUSTOMER',
  declined: 'DECLINED',
  fraud: 'FRAUD',
  inventory: 'INVENTORY',
  staff: 'STAFF',
  other: 'OTHER',
} as const

/**
 * Shopify only promises to cancel: the job is followed to its end, and the order read again. The mark in the staff note says whose
 * cancellation it was, for there can be only one.
 */
export const shopifyCancelOrder = provide(cancelOrder, {
  settleSeconds: 5,
  async run(input, account: ShopifyAccount, attempt) {
    const { orderCancel: begun } = await ask(account, cancel, {
      id: orderId(input.order),
      reason: reasons[input.reason],
      isRestocked: input.isRestocked,
      isRefunded: input.isRefunded,
      isNotified: input.isCustomerNotified,
      note: marked(input.note, attempt),
    })
    refuseOn(begun?.orderCancelUserErrors)
    if (!begun?.job) throw new Refusal('unknown_outcome', 'Shopify did not say what becomes of the order.')
    try {
      if (!begun.job.done) await followJob(account, begun.job.id)
      const { cancelledAt } = await readPlan(account, input)
      if (cancelledAt !== null) return { cancelledAt }
    } catch (error) {
      // It was accepted: whatever is refused from here on says nothing of the order.
      if (!isRefusal(error)) throw error
      throw new Refusal('unknown_outcome', 'Shopify accepted the cancellation; its end was not seen.')
    }
    throw new Refusal('refused', 'Shopify began to cancel the order and gave it up. Look at it there.')
  },
  async probe(input, account, attempt) {
    const { order } = await ask(account, cancelPlan, { id: orderId(input.order) })
    if (!order) return { is: 'ambiguous', evidence: 'The order is gone.' }
    const { cancelledAt, cancellation } = order
    if (cancelledAt === null) return { is: 'absent' }
    return isMarked(cancellation?.staffNote, attempt)
      ? { is: 'applied', output: { cancelledAt }, evidence: 'The cancellation carries our mark.' }
      : { is: 'absent', evidence: 'It was cancelled by somebody else.' }
  },
  async preview(input, account) {
    const order = await readPlan(account, input)
    if (order.cancelledAt !== null) throw new Refusal('refused', `${order.name} is cancelled already.`)
    const { suggestedRefund: most, presentmentCurrencyCode: currency } = order
    const money = input.isRefunded && most ? exact(most.maximumRefundableSet) : { minor: 0, currency }
    return {
      subject: order.id,
      title: order.name,
      changes: [
        { field: 'status', from: 'open', to: 'cancelled' },
        { field: 'units', from: order.currentSubtotalLineItemsQuantity, to: 0 },
        { field: 'back on the shelf', from: false, to: input.isRestocked },
      ],
      money,
      ...(order.customer && { customer: order.customer.id }),
      recipients: input.isCustomerNotified && order.email !== null ? [order.email] : [],
      irreversible: [
        'A cancelled order cannot be opened again.',
        ...(money.minor > 0 ? ['Money that was given back cannot be taken again.'] : []),
      ],
    }
  },
})

async function readPlan(account: ShopifyAccount, input: Wanted) {
  const { order } = await ask(account, cancelPlan, { id: orderId(input.order) })
  if (!order) throw unknownOrder()
  return order
}
