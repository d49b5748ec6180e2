import { z } from 'zod'
import { action } from '#spine/actions/action.ts'

const Place = z.object({ id: z.string(), name: z.string() })

/** One open or closed piece of fulfilment work at one location: what must still leave it. Quantities are whole units. */
const FulfillmentOrder = z.object({
  id: z.string(),
  status: z.enum(['open', 'scheduled', 'on_hold', 'in_progress', 'closed', 'cancelled', 'incomplete']),
  location: Place.extend({
    /** False where a third party counts the stock and the platform does not. */
    isStockManaged: z.boolean(),
  }),
  fulfillAt: z.iso.datetime({ offset: true }).nullable(),
  lines: z.array(
    z.object({
      id: z.string(),
      orderLineId: z.string(),
      sku: z.string(),
      title: z.string(),
      /** The pool that the line draws on; null where nothing can run short (custom or deleted item). */
      itemId: z.string().nullable(),
      variantId: z.string().nullable(),
      remaining: z.int(),
      total: z.int(),
      isTracked: z.boolean(),
      requiresShipping: z.boolean(),
      isGiftCard: z.boolean(),
      /** Whether the shop sells it below zero. */
      isOversellAllowed: z.boolean(),
      isPreorder: z.boolean(),
      bundle: z.object({ id: z.string(), title: z.string(), quantity: z.int() }).nullable(),
    }),
  ),
  /** Other locations that the work could be moved to. */
  movableTo: z.array(Place),
})

/** An order with the work that is left of it. */
export const Order = z.object({
  id: z.string(),
  name: z.string(),
  url: z.url().nullable(),
  processedAt: z.iso.datetime({ offset: true }),
  updatedAt: z.iso.datetime({ offset: true }),
  cancelledAt: z.iso.datetime({ offset: true }).nullable(),
  isTest: z.boolean(),
  /** The platform has reserved stock for it: before that, no judgement. */
  isConfirmed: z.boolean(),
  isFulfilled: z.boolean(),
  source: z.string(),
  tags: z.array(z.string()),
  customer: z.object({ name: z.string().nullable(), email: z.email().nullable() }).nullable(),
  fulfillmentOrders: z.array(FulfillmentOrder),
})
export type Order = z.output<typeof Order>

export const getOrder = action({
  name: 'get_order',
  says: 'Read one order with its customer, tags and the fulfilment work that is left of it.',
  risk: 'personal',
  input: z.object({
    order: z
      .string()
      .min(1)
      .max(200)
      .describe('The order by platform id, by name (#1001), or by one of its fulfilment orders.'),
  }),
  output: z.object({ order: Order }),
})

export const listOrders = action({
  name: 'list_orders',
  says: 'List orders by the time of their last change, oldest first, with the fulfilment work that is left of each.',
  risk: 'personal',
  input: z.object({
    updatedSince: z.iso.datetime({ offset: true }).optional(),
    isOpenOnly: z.boolean().default(false).describe('Leave out orders of which nothing is left to fulfil.'),
    limit: z.int().min(1).max(50).default(25),
    cursor: z.string().max(2000).optional(),
  }),
  output: z.object({ orders: z.array(Order), cursor: z.string().nullable() }),
})
