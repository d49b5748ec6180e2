import { z } from 'zod'
import { Bag, Customer, page, read, stage, UserErrors, write } from './parts.ts'

const bag = '{ presentmentMoney { amount currencyCode } }'

const Lines = z.object({
  currentTotalPriceSet: Bag,
  lineItems: z.object({
    pageInfo: z.object({ hasNextPage: z.boolean() }),
    nodes: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        sku: z.string().nullable(),
        currentQuantity: z.int(),
        unfulfilledQuantity: z.int(),
        variant: z.object({ id: z.string() }).nullable(),
      }),
    ),
  }),
})
const lines = `currentTotalPriceSet ${bag} lineItems(first: 100) {
  ${page} nodes { id title sku currentQuantity unfulfilledQuantity variant { id } }
}`

/** The order with all that may be edited of it. */
export const editPlan = read(
  `query EditPlan($id: ID!) {
    order(id: $id) { id name email cancelledAt merchantEditable customer { id } ${lines} }
  }`,
  205,
  z.object({
    order: Lines.extend({
      id: z.string(),
      name: z.string(),
      email: z.string().nullable(),
      cancelledAt: z.string().nullable(),
      merchantEditable: z.boolean(),
      customer: Customer,
    }).nullable(),
  }),
)

const Calculated = z.object({ id: z.string(), totalPriceSet: Bag })
const Staged = z.object({ calculatedOrder: Calculated.nullable(), userErrors: UserErrors }).nullable()
const staged = `calculatedOrder { id totalPriceSet ${bag} } userErrors { message }`

/** A working copy of the order. Nothing of it counts before the commit, and without one it is forgotten. */
export const beginEdit = stage(
  `mutation BeginEdit($id: ID!) { orderEditBegin(id: $id) { ${staged} } }`,
  15,
  z.object({ orderEditBegin: Staged }),
)

export const stageQuantity = stage(
  `mutation StageQuantity($id: ID!, $line: ID!, $quantity: Int!, $isRestocked: Boolean) {
    orderEditSetQuantity(id: $id, lineItemId: $line, quantity: $quantity, restock: $isRestocked) { ${staged} }
  }`,
  15,
  z.object({ orderEditSetQuantity: Staged }),
)

export const stageVariant = stage(
  `mutation StageVariant($id: ID!, $variant: ID!, $quantity: Int!) {
    orderEditAddVariant(id: $id, variantId: $variant, quantity: $quantity, allowDuplicates: true) {
      calculatedLineItem { title sku } ${staged}
    }
  }`,
  16,
  z.object({
    orderEditAddVariant: Staged.unwrap()
      .extend({ calculatedLineItem: z.object({ title: z.string(), sku: z.string().nullable() }).nullable() })
      .nullable(),
  }),
)

export const commitEdit = write(
  `mutation CommitEdit($id: ID!, $isNotified: Boolean!, $note: String) {
    orderEditCommit(id: $id, notifyCustomer: $isNotified, staffNote: $note) {
      order { ${lines} } userErrors { message }
    }
  }`,
  216,
  z.object({ orderEditCommit: z.object({ order: Lines.nullable(), userErrors: UserErrors }).nullable() }),
)

export type EditableLine = z.output<typeof Lines>['lineItems']['nodes'][number]
