import { z } from 'zod'
import { Bag, Customer, read, UserErrors, write } from './parts.ts'

const bag = 'presentmentMoney { amount currencyCode }'

/** The order as far as a cancellation changes it, and whose cancellation it was. */
export const cancelPlan = read(
  `query CancelPlan($id: ID!) {
    order(id: $id) {
      id name email customer { id } cancelledAt cancellation { staffNote } currentSubtotalLineItemsQuantity
      presentmentCurrencyCode suggestedRefund(suggestFullRefund: true) { maximumRefundableSet { ${bag} } }
    }
  }`,
  7,
  z.object({
    order: z
      .object({
        id: z.string(),
        name: z.string(),
        email: z.string().nullable(),
        customer: Customer,
        cancelledAt: z.string().nullable(),
        cancellation: z.object({ staffNote: z.string().nullable() }).nullable(),
        currentSubtotalLineItemsQuantity: z.int(),
        presentmentCurrencyCode: z.string(),
        suggestedRefund: z.object({ maximumRefundableSet: Bag }).nullable(),
      })
      .nullable(),
  }),
)

/** Only begins it: the rest is a job. Nothing keeps a second request away, so a lost answer must be looked up. */
export const cancelOrder = write(
  `mutation CancelOrder(
    $id: ID!, $reason: OrderCancelReason!, $isRestocked: Boolean!, $isRefunded: Boolean!, $isNotified: Boolean!, $note: String
  ) {
    orderCancel(
      orderId: $id, reason: $reason, restock: $isRestocked, notifyCustomer: $isNotified, staffNote: $note
      refundMethod: { originalPaymentMethodsRefund: $isRefunded }
    ) { job { id done } orderCancelUserErrors { message } }
  }`,
  12,
  z.object({
    orderCancel: z
      .object({
        job: z.object({ id: z.string(), done: z.boolean() }).nullable(),
        orderCancelUserErrors: UserErrors,
      })
      .nullable(),
  }),
)

export const askJob = read(
  'query AskJob($id: ID!) { job(id: $id) { done } }',
  1,
  z.object({ job: z.object({ done: z.boolean() }).nullable() }),
)
