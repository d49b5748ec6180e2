import { z } from 'zod'
import { Customer, read, UserErrors, write } from './parts.ts'

const Hold = z.object({
  id: z.string(),
  handle: z.string().nullable(),
  reason: z.string(),
  reasonNotes: z.string().nullable(),
})

/** A piece of work with everything that keeps it from leaving. */
export const heldWork = read(
  `query HeldWork($id: ID!) {
    fulfillmentOrder(id: $id) {
      id status order { name customer { id } } fulfillmentHolds { id handle reason reasonNotes }
    }
  }`,
  4,
  z.object({
    fulfillmentOrder: z
      .object({
        id: z.string(),
        status: z.string(),
        order: z.object({ name: z.string(), customer: Customer }),
        fulfillmentHolds: z.array(Hold),
      })
      .nullable(),
  }),
)

/** An app may hold work several times, once under each handle. */
export const holdWork = write(
  `mutation HoldWork($id: ID!, $hold: FulfillmentOrderHoldInput!) {
    fulfillmentOrderHold(id: $id, fulfillmentHold: $hold) { fulfillmentHold { id } userErrors { code message } }
  }`,
  12,
  z.object({
    fulfillmentOrderHold: z
      .object({
        fulfillmentHold: z.object({ id: z.string() }).nullable(),
        userErrors: z.array(z.object({ code: z.string().nullable(), message: z.string() })),
      })
      .nullable(),
  }),
)

/** Only the named holds: without a name it would lift everybody's. */
export const releaseWork = write(
  `mutation ReleaseWork($id: ID!, $holds: [ID!]!) {
    fulfillmentOrderReleaseHold(id: $id, holdIds: $holds) { userErrors { message } }
  }`,
  11,
  z.object({ fulfillmentOrderReleaseHold: z.object({ userErrors: UserErrors }).nullable() }),
)
