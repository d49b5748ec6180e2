import { z } from 'zod'
import { UserErrors } from './parts.ts'

/** What the documents read; `documents.ts` says which is whose. */
const PageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() })
const Page = <T extends z.ZodType>(node: T) => z.object({ pageInfo: PageInfo, nodes: z.array(node) })

export const WorkLine = z.object({
  id: z.string(),
  remainingQuantity: z.int(),
  totalQuantity: z.int(),
  requiresShipping: z.boolean(),
  sku: z.string().nullable(),
  productTitle: z.string(),
  inventoryItemId: z.string().nullable(),
  lineItem: z.object({
    id: z.string(),
    isGiftCard: z.boolean(),
    sellingPlan: z.object({ name: z.string() }).nullable(),
    lineItemGroup: z.object({ id: z.string(), title: z.string(), quantity: z.int() }).nullable(),
  }),
  variant: z
    .object({
      id: z.string(),
      inventoryPolicy: z.string(),
      inventoryItem: z.object({ id: z.string(), tracked: z.boolean() }),
    })
    .nullable(),
})

export const Work = z.object({
  id: z.string(),
  status: z.string(),
  fulfillAt: z.string().nullable(),
  assignedLocation: z.object({
    name: z.string(),
    location: z
      .object({
        id: z.string(),
        name: z.string(),
        isFulfillmentService: z.boolean(),
        fulfillmentService: z.object({ inventoryManagement: z.boolean() }).nullable(),
      })
      .nullable(),
  }),
  locationsForMove: z.object({
    nodes: z.array(
      z.object({ movable: z.boolean(), location: z.object({ id: z.string(), name: z.string() }) }),
    ),
  }),
  lineItems: Page(WorkLine),
})

export const OrderNode = z.object({
  id: z.string(),
  name: z.string(),
  processedAt: z.string(),
  updatedAt: z.string(),
  cancelledAt: z.string().nullable(),
  test: z.boolean(),
  confirmed: z.boolean(),
  sourceName: z.string().nullable(),
  tags: z.array(z.string()),
  displayFulfillmentStatus: z.string(),
  email: z.string().nullable(),
  legacyResourceId: z.coerce.string(),
  customer: z.object({ displayName: z.string() }).nullable(),
  fulfillmentOrders: Page(Work),
})

export const Level = z.object({
  updatedAt: z.string(),
  location: z.object({ id: z.string(), name: z.string() }),
  quantities: z.array(z.object({ name: z.string(), quantity: z.int() })),
})
export const Item = z.object({ id: z.string(), sku: z.string().nullable(), inventoryLevels: Page(Level) })

export const ItemLevels = z.object({ nodes: z.array(Item.nullable()) })

export const OneOrder = z.object({ order: OrderNode.nullable() })
export const SomeOrders = z.object({ nodes: z.array(OrderNode.nullable()) })
export const NamedOrders = z.object({
  orders: z.object({ nodes: z.array(z.object({ id: z.string(), name: z.string() })) }),
})
export const OfWork = z.object({ fulfillmentOrder: z.object({ orderId: z.string() }).nullable() })
export const MoreWork = z.object({ order: z.object({ fulfillmentOrders: Page(Work) }).nullable() })
export const MoreLines = z.object({ fulfillmentOrder: z.object({ lineItems: Page(WorkLine) }).nullable() })
export const ChangedOrders = z.object({
  orders: Page(
    z.object({
      id: z.string(),
      legacyResourceId: z.coerce.string(),
      createdAt: z.iso.datetime({ offset: true }),
      updatedAt: z.iso.datetime({ offset: true }),
      cancelledAt: z.string().nullable(),
      displayFulfillmentStatus: z.string(),
    }),
  ),
})
export const MoreLevels = z.object({ inventoryItem: Item.nullable() })
export const SkuItems = z.object({
  inventoryItems: Page(z.object({ id: z.string(), sku: z.string().nullable() })),
})
export const Me = z.object({
  shop: z.object({ name: z.string(), myshopifyDomain: z.string() }),
  currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
})
export const Subscriptions = z.object({
  webhookSubscriptions: Page(
    z.object({
      id: z.string(),
      topic: z.string(),
      uri: z.string(),
      apiVersion: z.object({ handle: z.string() }),
    }),
  ),
})
export const Subscribed = z.object({
  webhookSubscriptionCreate: z.object({ userErrors: UserErrors }).nullable(),
})
export const Unsubscribed = z.object({
  webhookSubscriptionDelete: z.object({ userErrors: UserErrors }).nullable(),
})
