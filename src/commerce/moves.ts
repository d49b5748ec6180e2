import { z } from 'zod'
import { action } from '#spine/actions/action.ts'

const id = z.string().min(1).max(200)

const Part = z.object({
  line: id.describe('The line of the fulfilment order by its platform id.'),
  quantity: z.int().min(1).describe('How many units of it go along.'),
  of: z.int().min(1).describe('How many it holds now: if that is another number by then, nothing is moved.'),
})

export const moveFulfillment = action({
  name: 'move_fulfillment',
  says: 'Have a piece of fulfilment work, or some units of it, sent from another location.',
  risk: 'internal',
  input: z.object({
    fulfillmentOrder: id.describe('The fulfilment order by its platform id.'),
    location: id.describe('The location that is to send it, by its platform id.'),
    lines: z.array(Part).max(50).default([]).describe('Only these units; all of the work when left out.'),
  }),
  output: z.object({
    /** What is sent from there: the same work, or a new one for the units that went. */
    fulfillmentOrder: z.string(),
    /** Where it was sent from before; null where only the end was seen. */
    from: z.string().nullable(),
  }),
})
