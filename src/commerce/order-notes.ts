import { z } from 'zod'
import { action } from '#spine/actions/action.ts'
import { OrderId } from './order-id.ts'

// Platforms take a comma for the end of a tag.
const Tags = z
  .array(
    z
      .string()
      .trim()
      .min(1)
      .max(40)
      .regex(/^[^,]*$/),
  )
  .max(50)
  .default([])

export const changeTags = action({
  name: 'change_tags',
  says: 'Put tags on an order and take others off it.',
  risk: 'internal',
  input: z.object({ order: OrderId, add: Tags, remove: Tags }),
  output: z.object({
    /** Those of the wish that were not there before, and those that were; null where only the end was seen. */
    added: z.array(z.string()).nullable(),
    removed: z.array(z.string()).nullable(),
  }),
})

export const setNote = action({
  name: 'set_note',
  says: "Write an order's note, which the team reads; the note that was there is replaced.",
  risk: 'internal',
  input: z.object({
    order: OrderId,
    note: z.string().max(5000).describe('Empty: the order has no note any more.'),
    expected: z.string().max(5000).optional().describe('Only while the note still reads this.'),
  }),
  output: z.object({
    /** What was replaced, empty for none; null where only the end was seen. */
    before: z.string().nullable(),
  }),
})
