import { z } from 'zod'
import { action } from '#spine/actions/action.ts'
import { Money } from './money.ts'
import { OrderId } from './order-id.ts'

const Line = z.object({
  line: z.string().min(1).max(200).describe('The order line by its platform id.'),
  quantity: z.int().positive(),
  restock: z
    .enum(['cancel', 'return', 'none'])
    .default('none')
    .describe('cancel: not shipped, back on the shelf; return: shipped and come back; none: written off.'),
  location: z.string().max(200).optional().describe('Where returned units are put.'),
})

export const refundOrder = action({
  name: 'refund_order',
  says: 'Give money of one order back to the ways it was paid: what the named lines cost, or a stated amount.',
  risk: 'money',
  input: z.object({
    order: OrderId,
    lines: z.array(Line).max(100).default([]),
    amount: Money.extend({ minor: z.int().positive() })
      .optional()
      .describe(
        'In the currency that the customer paid in. Unless stated: what the platform suggests for the lines.',
      ),
    note: z.string().max(200).default('').describe('Why, for the team; the customer does not see it.'),
    isCustomerNotified: z.boolean().default(false),
    reference: z
      .string()
      .min(1)
      .max(100)
      .describe('Our own name of this refund: the same one is never made twice.'),
  }),
  output: z.object({ refund: z.string(), amount: Money }),
  fact: input => `refund:${input.order}:${input.reference}`,
})
