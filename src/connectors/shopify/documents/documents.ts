import { page, read, write } from './parts.ts'
import {
  ChangedOrders,
  ItemLevels,
  Me,
  MoreLevels,
  MoreLines,
  MoreWork,
  NamedOrders,
  OfWork,
  OneOrder,
  SkuItems,
  SomeOrders,
  Subscribed,
  Subscriptions,
  Unsubscribed,
} from './shapes.ts'

// One operation a document. The tests hold each against the real schemas, and its cost against the documented rules.
const lines = `${page} nodes {
  id remainingQuantity totalQuantity requiresShipping sku productTitle inventoryItemId
  lineItem { id isGiftCard sellingPlan { name } lineItemGroup { id title quantity } }
  variant { id inventoryPolicy inventoryItem { id tracked } }
}`

const workWith = (most: number) => `${page} nodes {
  id status fulfillAt
  assignedLocation { name location { id name isFulfillmentService fulfillmentService { inventoryManagement } } }
  locationsForMove(first: 10) { nodes { movable location { id name } } }
  lineItems(first: ${most}) { ${lines} }
}`

// Most orders fit into one answer: a piece of work or two, a dozen lines. The others go on page by page.
const work = workWith(15)

const order = `id name legacyResourceId processedAt updatedAt cancelledAt test confirmed sourceName tags
  displayFulfillmentStatus email customer { displayName }`

const levels = `${page} nodes {
  updatedAt location { id name }
  quantities(names: ["available", "committed", "on_hand", "incoming", "reserved", "damaged", "safety_stock", "quality_control"]) { name quantity }
}`

export const orderById = read(
  `query OrderById($id: ID!) {
    order(id: $id) {
      ${order}
      fulfillmentOrders(first: 3) { ${work} }
    }
  }`,
  350,
  OneOrder,
)

/** So many orders at once, with fewer lines each, stay below what one query may cost. */
export const ordersAtOnce = 9

export const ordersById = read(
  `query OrdersById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Order { ${order} fulfillmentOrders(first: 2) { ${workWith(5)} } } }
  }`,
  ordersAtOnce * 110,
  SomeOrders,
)

export const moreWork = read(
  `query MoreWork($id: ID!, $after: String) {
    order(id: $id) { fulfillmentOrders(first: 3, after: $after) { ${work} } }
  }`,
  350,
  MoreWork,
)

export const moreLines = read(
  `query MoreLines($id: ID!, $after: String) {
    fulfillmentOrder(id: $id) { lineItems(first: 50, after: $after) { ${lines} } }
  }`,
  301,
  MoreLines,
)

export const orderByName = read(
  'query OrderByName($query: String!) { orders(first: 5, query: $query) { nodes { id name } } }',
  5,
  NamedOrders,
)

export const orderOfWork = read(
  'query OrderOfWork($id: ID!) { fulfillmentOrder(id: $id) { orderId } }',
  1,
  OfWork,
)

/** Orders by their last change; their work is read by `ordersById`. Costs as much as `first` asks for. */
export const ordersChanged = read(
  `query OrdersChanged($first: Int!, $after: String, $query: String) {
    orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
      ${page} nodes { id legacyResourceId createdAt updatedAt cancelledAt displayFulfillmentStatus }
    }
  }`,
  100,
  ChangedOrders,
)

/** So many items at once, with ten places each, stay below what one query may cost. */
export const itemsAtOnce = 25

export const itemLevels = read(
  `query ItemLevels($ids: [ID!]!) {
    nodes(ids: $ids) { ... on InventoryItem { id sku inventoryLevels(first: 10) { ${levels} } } }
  }`,
  itemsAtOnce * 31,
  ItemLevels,
)

export const moreLevels = read(
  `query MoreLevels($id: ID!, $after: String) {
    inventoryItem(id: $id) { id sku inventoryLevels(first: 50, after: $after) { ${levels} } }
  }`,
  151,
  MoreLevels,
)

export const itemsBySku = read(
  `query ItemsBySku($query: String!, $after: String) {
    inventoryItems(first: 50, after: $after, query: $query) { ${page} nodes { id sku } }
  }`,
  50,
  SkuItems,
)

export const whoAmI = read(
  'query WhoAmI { shop { name myshopifyDomain } currentAppInstallation { accessScopes { handle } } }',
  3,
  Me,
)

export const subscriptions = read(
  `query Subscriptions($after: String) {
    webhookSubscriptions(first: 100, after: $after) { ${page} nodes { id topic uri apiVersion { handle } } }
  }`,
  200,
  Subscriptions,
)

export const subscribe = write(
  `mutation Subscribe($topic: WebhookSubscriptionTopic!, $uri: String!) {
    webhookSubscriptionCreate(topic: $topic, webhookSubscription: { uri: $uri }) { userErrors { message } }
  }`,
  11,
  Subscribed,
)

export const unsubscribe = write(
  'mutation Unsubscribe($id: ID!) { webhookSubscriptionDelete(id: $id) { userErrors { message } } }',
  11,
  Unsubscribed,
)

/** What orders and stock are read with, and how the app keeps itself told. */
export const readingDocuments = [
  orderById,
  ordersById,
  moreWork,
  moreLines,
  orderByName,
  orderOfWork,
  ordersChanged,
  itemLevels,
  moreLevels,
  itemsBySku,
  whoAmI,
  subscriptions,
  subscribe,
  unsubscribe,
]
