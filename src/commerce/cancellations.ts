import { z } from 'zod'
import { action } from '#spine/actions/action.ts'
import { OrderId } from './order-id.ts'

export const cancelOrder = action({
  name: 'cancel_order',
  says: 'Cancel one order for good, with or without its money back and its units back on the shelf.',
  risk: 'money',
  input: z.object({
    order: OrderId,
    reason: z.enum(['customer', 'declined', 'fraud', 'inventory', 'staff', 'other']),
    isRestocked: z.boolean().describe('Whether units that have not left go back on the shelf.'),
    isRefunded: z.boolean().describe('Whether everything that was paid goes back to the ways it was paid.'),
    isCustomerNotified: z.boolean().default(false),
    note: z.string().max(200).default('').describe('Why, for the team; the customer does not see it.'),
  }),
  output: z.object({ cancelledAt: z.iso.datetime({ offset: true }) }),
})
