import { z } from 'zod'
import { Amount, Bag, Customer, read, UserErrors, write } from './parts.ts'

export const RefundPlan = z.object({
  order: z
    .object({
      id: z.string(),
      name: z.string(),
      email: z.string().nullable(),
      customer: Customer,
      presentmentCurrencyCode: z.string(),
      totalRefundedSet: Bag,
      suggestedRefund: z
        .object({
          amountSet: Bag,
          maximumRefundableSet: Bag,
          refundLineItems: z.array(
            z.object({
              quantity: z.int(),
              lineItem: z.object({ id: z.string(), title: z.string(), refundableQuantity: z.int() }),
            }),
          ),
          suggestedTransactions: z.array(
            z.object({
              gateway: z.string().nullable(),
              amountSet: Bag,
              maximumRefundableSet: Bag.nullable(),
              parentTransaction: z.object({ id: z.string() }).nullable(),
            }),
          ),
        })
        .nullable(),
    })
    .nullable(),
})

const bag = 'presentmentMoney { amount currencyCode }'

/** What the platform would give back for the lines, to which payments, and how much it would give at most. */
export const refundPlan = read(
  `query RefundPlan($id: ID!, $lines: [RefundLineItemInput!], $isFull: Boolean!) {
    order(id: $id) {
      id name email customer { id } presentmentCurrencyCode totalRefundedSet { ${bag} }
      suggestedRefund(refundLineItems: $lines, suggestFullRefund: $isFull) {
        amountSet { ${bag} } maximumRefundableSet { ${bag} }
        refundLineItems { quantity lineItem { id title refundableQuantity } }
        suggestedTransactions {
          gateway amountSet { ${bag} } maximumRefundableSet { ${bag} } parentTransaction { id }
        }
      }
    }
  }`,
  17,
  RefundPlan,
)

const Made = z.object({
  id: z.string(),
  note: z.string().nullable(),
  totalRefundedSet: z.object({ presentmentMoney: Amount }),
})

/** Under a key: the platform refuses it without one. */
export const createRefund = write(
  `mutation CreateRefund($input: RefundInput!, $key: String!) {
    refundCreate(input: $input) @idempotent(key: $key) {
      refund { id note totalRefundedSet { ${bag} } } userErrors { message }
    }
  }`,
  15,
  z.object({ refundCreate: z.object({ refund: Made.nullable(), userErrors: UserErrors }).nullable() }),
)

/** No order has so many: they are the whole list. */
export const refundsAtOnce = 100

export const madeRefunds = read(
  `query MadeRefunds($id: ID!) {
    order(id: $id) { refunds(first: ${refundsAtOnce}) { id note totalRefundedSet { ${bag} } } }
  }`,
  5,
  z.object({ order: z.object({ refunds: z.array(Made) }).nullable() }),
)
