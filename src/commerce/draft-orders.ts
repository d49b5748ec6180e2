import { z } from 'zod'
import { action } from '#spine/actions/action.ts'
import { Address } from './addresses.ts'
import { Money } from './money.ts'

const Line = z.object({
  quantity: z.int().positive().max(100_000),
  variant: z.string().max(200).optional().describe('An article, by the platform id of its variant.'),
  title: z.string().max(255).optional().describe('Or something that is no article, by its name and price.'),
  price: Money.extend({ minor: z.int().nonnegative() })
    .optional()
    .describe("For one unit. Unless stated: the article's own."),
})

export const createDraftOrder = action({
  name: 'create_draft_order',
  says: 'Prepare an order that a person completes: it claims no stock, takes no money, and tells the customer nothing.',
  risk: 'internal',
  input: z.object({
    lines: z.array(Line).min(1).max(100),
    customer: z.email().optional(),
    address: Address.optional(),
    note: z.string().max(2000).default(''),
    tags: z.array(z.string().trim().min(1).max(40)).max(50).default([]),
    purchaseOrder: z.string().max(100).optional(),
    reference: z.string().min(1).max(100).describe('Our own name of the matter: it gets one draft.'),
  }),
  output: z.object({ draftOrder: z.string(), name: z.string(), total: Money }),
  fact: input => `draft:${input.reference}`,
})

export const deleteDraftOrder = action({
  name: 'delete_draft_order',
  says: 'Delete a draft that was prepared here, as long as nobody has sent or completed it.',
  risk: 'internal',
  input: z.object({ draftOrder: z.string().min(1).max(200).describe('The draft by its platform id.') }),
  output: z.object({ isGone: z.boolean() }),
})
