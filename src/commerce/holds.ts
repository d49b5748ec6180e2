import { z } from 'zod'
import { action } from '#spine/actions/action.ts'

const fulfillmentOrder = z.string().min(1).max(200).describe('The fulfilment order by its platform id.')
const reason = z.enum([
  'awaiting_payment',
  'awaiting_return_items',
  'high_risk_of_fraud',
  'incorrect_address',
  'inventory_out_of_stock',
  'unknown_delivery_date',
  'other',
])

export const holdFulfillment = action({
  name: 'hold_fulfillment',
  says: 'Keep a piece of fulfilment work from leaving until the hold is released.',
  risk: 'internal',
  input: z.object({ fulfillmentOrder, reason, note: z.string().max(200).default('') }),
  output: z.object({ hold: z.string() }),
})

export const releaseFulfillment = action({
  name: 'release_fulfillment',
  says: 'Release one hold of a piece of fulfilment work: without another one it may leave at once.',
  risk: 'customer',
  input: z.object({ fulfillmentOrder, hold: z.string().min(1).max(200) }),
  output: z.object({
    /** Whether other holds still keep it. */
    isHeld: z.boolean(),
    /** The hold that is gone; null where only the end was seen. */
    released: z.object({ reason, note: z.string() }).nullable(),
  }),
})

/** Why something is held, in the shop's words. */
export type HoldReason = z.output<typeof reason>
