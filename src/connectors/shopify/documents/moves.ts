import { z } from 'zod'
import { Customer, read, UserErrors, write } from './parts.ts'

/** A piece of work, where it is sent from, and whether the other location may send it. */
export const movableWork = read(
  `query MovableWork($id: ID!, $to: ID!) {
    fulfillmentOrder(id: $id) {
      id status order { id name customer { id } } assignedLocation { name location { id } }
      locationsForMove(first: 1, locationIds: [$to]) { nodes { movable message location { id name } } }
      lineItems(first: 250) { nodes { id remainingQuantity sku productTitle } }
    }
  }`,
  257,
  z.object({
    fulfillmentOrder: z
      .object({
        id: z.string(),
        status: z.string(),
        order: z.object({ id: z.string(), name: z.string(), customer: Customer }),
        assignedLocation: z.object({ name: z.string(), location: z.object({ id: z.string() }).nullable() }),
        locationsForMove: z.object({
          nodes: z.array(
            z.object({
              movable: z.boolean(),
              message: z.string().nullable(),
              location: z.object({ id: z.string(), name: z.string() }),
            }),
          ),
        }),
        lineItems: z.object({
          nodes: z.array(
            z.object({
              id: z.string(),
              remainingQuantity: z.int(),
              sku: z.string().nullable(),
              productTitle: z.string(),
            }),
          ),
        }),
      })
      .nullable(),
  }),
)

/** All of the work, or the named units of it, which become a piece of work of their own. */
export const moveWork = write(
  `mutation MoveWork($id: ID!, $to: ID!, $lines: [FulfillmentOrderLineItemInput!]) {
    fulfillmentOrderMove(id: $id, newLocationId: $to, fulfillmentOrderLineItems: $lines) {
      movedFulfillmentOrder { id } userErrors { message }
    }
  }`,
  12,
  z.object({
    fulfillmentOrderMove: z
      .object({
        movedFulfillmentOrder: z.object({ id: z.string() }).nullable(),
        userErrors: UserErrors,
      })
      .nullable(),
  }),
)
