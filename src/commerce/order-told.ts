import { z } from 'zod'
import { Money } from './money.ts'

const text = z.string().max(500)

/** What a platform tells of an order by itself, in an event: what lists and searches need, and no address. In `details.order` of its facts. */
export const OrderTold = z.object({
  id: text,
  name: text,
  placedAt: z.iso.datetime({ offset: true }),
  updatedAt: z.iso.datetime({ offset: true }),
  cancelledAt: z.iso.datetime({ offset: true }).nullable(),
  isTest: z.boolean(),
  isFulfilled: z.boolean(),
  /** null where the platform did not say. */
  total: Money.nullable(),
  payment: text.nullable(),
  tags: z.array(text).max(500),
  customer: z.object({ id: text.nullable(), email: text.nullable(), name: text.nullable() }).nullable(),
  /** null where the platform did not say. */
  tracking: z.array(text).max(200).nullable(),
  skus: z.array(text).max(1000),
})
export type OrderTold = z.output<typeof OrderTold>
