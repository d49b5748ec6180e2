import { z } from 'zod'
import { action } from '#spine/actions/action.ts'
import { Money } from './money.ts'
import { OrderId } from './order-id.ts'

const Line = z.object({
  line: z.string().min(1).max(200).describe('The order line by its platform id.'),
  quantity: z.int().nonnegative().max(100_000).describe('How many units it is to have; 0 takes it out.'),
})

export const editOrderLines = action({
  name: 'edit_order_lines',
  says: 'Change how much of what an order that has not left is for; it then costs more or less.',
  risk: 'money',
  input: z.object({
    order: OrderId,
    lines: z.array(Line).max(100).default([]),
    add: z
      .array(z.object({ variant: z.string().min(1).max(200), quantity: z.int().positive().max(100_000) }))
      .max(50)
      .default([])
      .describe('Articles that the order does not have yet.'),
    isRestocked: z.boolean().default(true).describe('Whether units that are taken out go back on the shelf.'),
    isCustomerNotified: z.boolean().default(false),
    note: z.string().max(200).default('').describe('Why, for the team.'),
  }),
  output: z.object({
    total: Money,
    /** The lines of the articles that were added. */
    added: z.array(z.string()),
    /** What the changed lines had before; null where only the end was seen. */
    before: z.array(Line).nullable(),
  }),
})
