import { z } from 'zod'
import { Bag, page, read, UserErrors, write } from './parts.ts'

const Made = z.object({
  id: z.string(),
  name: z.string(),
  totalPriceSet: Bag,
  customAttributes: z.array(z.object({ key: z.string(), value: z.string().nullable() })),
})
const made =
  'id name totalPriceSet { presentmentMoney { amount currencyCode } } customAttributes { key value }'

/** Takes no idempotency key: the draft is found again by its attribute. */
export const createDraft = write(
  `mutation CreateDraft($input: DraftOrderInput!) {
    draftOrderCreate(input: $input) { draftOrder { ${made} } userErrors { message } }
  }`,
  15,
  z.object({
    draftOrderCreate: z.object({ draftOrder: Made.nullable(), userErrors: UserErrors }).nullable(),
  }),
)

export const recentDrafts = read(
  `query RecentDrafts($query: String!, $after: String) {
    draftOrders(first: 50, after: $after, query: $query, sortKey: ID, reverse: true) { ${page} nodes { ${made} } }
  }`,
  200,
  z.object({
    draftOrders: z.object({
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
      nodes: z.array(Made),
    }),
  }),
)

export const oneDraft = read(
  'query OneDraft($id: ID!) { draftOrder(id: $id) { id name status customAttributes { key value } } }',
  2,
  z.object({
    draftOrder: z
      .object({
        id: z.string(),
        name: z.string(),
        status: z.string(),
        customAttributes: Made.shape.customAttributes,
      })
      .nullable(),
  }),
)

export const deleteDraft = write(
  'mutation DeleteDraft($id: ID!) { draftOrderDelete(input: { id: $id }) { deletedId userErrors { message } } }',
  11,
  z.object({
    draftOrderDelete: z.object({ deletedId: z.string().nullable(), userErrors: UserErrors }).nullable(),
  }),
)
