import { z } from 'zod'
import { read, UserErrors, write } from './parts.ts'

const Done = z.object({ userErrors: UserErrors }).nullable()

/** What an order says of itself to the team. */
export const orderWords = read(
  'query OrderWords($id: ID!) { order(id: $id) { id name tags note } }',
  1,
  z.object({
    order: z
      .object({ id: z.string(), name: z.string(), tags: z.array(z.string()), note: z.string().nullable() })
      .nullable(),
  }),
)

/** Both in one request; of a request that was cut off, both are looked up. */
export const changeTags = write(
  `mutation ChangeTags($id: ID!, $add: [String!]!, $remove: [String!]!, $isAdding: Boolean!, $isRemoving: Boolean!) {
    tagsAdd(id: $id, tags: $add) @include(if: $isAdding) { userErrors { message } }
    tagsRemove(id: $id, tags: $remove) @include(if: $isRemoving) { userErrors { message } }
  }`,
  22,
  z.object({ tagsAdd: Done.optional(), tagsRemove: Done.optional() }),
)

/** Of what an order says of itself only that changes which is given. */
export const updateOrder = write(
  'mutation UpdateOrder($input: OrderInput!) { orderUpdate(input: $input) { userErrors { message } } }',
  11,
  z.object({ orderUpdate: Done }),
)
