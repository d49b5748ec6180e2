const workFields = `id status fulfillAt
  assignedLocation { name location { id name isFulfillmentService fulfillmentService { inventoryManagement } } }
  locationsForMove(first: 10) { nodes { movable location { id name } } }`

const lineFields = `id remainingQuantity totalQuantity requiresShipping sku productTitle inventoryItemId
  lineItem { id isGiftCard sellingPlan { name } lineItemGroup { id title quantity } }
  variant { id inventoryPolicy inventoryItem { id tracked } }`

const orderFields = `id name processedAt updatedAt cancelledAt test confirmed sourceName tags displayFulfillmentStatus email legacyResourceId
  customer { displayName }`

/** One order with its fulfilment work. Long orders go on in `moreWork` and `moreLines`. */
export const orderById = `query OrderById($id: ID!) {
  order(id: $id) {
    ${orderFields}
    fulfillmentOrders(first: 6) { pageInfo { hasNextPage endCursor } nodes { ${workFields} lineItems(first: 12) { pageInfo { hasNextPage endCursor } nodes { ${lineFields} } } } }
  }
}`

export const orderByName = `query OrderByName($query: String!) {
  orders(first: 5, query: $query) { nodes { id name } }
}`

export const orderOfWork = `query OrderOfWork($id: ID!) {
  fulfillmentOrder(id: $id) { orderId }
}`

export const moreWork = `query MoreWork($id: ID!, $after: String) {
  order(id: $id) {
    fulfillmentOrders(first: 6, after: $after) { pageInfo { hasNextPage endCursor } nodes { ${workFields} lineItems(first: 12) { pageInfo { hasNextPage endCursor } nodes { ${lineFields} } } } }
  }
}`

export const moreLines = `query MoreLines($id: ID!, $after: String) {
  fulfillmentOrder(id: $id) { lineItems(first: 50, after: $after) { pageInfo { hasNextPage endCursor } nodes { ${lineFields} } } }
}`

/** Orders by their last change; their work is read order by order, for its cost has no bound here. */
export const ordersChanged = `query OrdersChanged($first: Int!, $after: String, $query: String) {
  orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
    pageInfo { hasNextPage endCursor }
    nodes { id legacyResourceId name createdAt updatedAt }
  }
}`

const levelFields = `id updatedAt location { id name } quantities(names: ["available", "committed", "on_hand", "incoming", "reserved", "damaged", "safety_stock", "quality_control"]) { name quantity }`

/** Fifty items with ten places each stay below the cost of one query. */
export const itemLevels = `query ItemLevels($ids: [ID!]!) {
  nodes(ids: $ids) { ... on InventoryItem { id sku inventoryLevels(first: 10) { pageInfo { hasNextPage endCursor } nodes { ${levelFields} } } } }
}`

export const moreLevels = `query MoreLevels($id: ID!, $after: String) {
  inventoryItem(id: $id) { id sku inventoryLevels(first: 50, after: $after) { pageInfo { hasNextPage endCursor } nodes { ${levelFields} } } }
}`

export const itemsBySku = `query ItemsBySku($query: String!) {
  inventoryItems(first: 10, query: $query) { nodes { id sku } }
}`

export const whoAmI = `query WhoAmI {
  shop { name myshopifyDomain }
  currentAppInstallation { accessScopes { handle } }
}`

export const subscriptions = `query Subscriptions($after: String) {
  webhookSubscriptions(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { id topic uri apiVersion { handle } } }
}`

export const subscribe = `mutation Subscribe($topic: WebhookSubscriptionTopic!, $uri: String!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: { uri: $uri }) { webhookSubscription { id } userErrors { message } }
}`

export const unsubscribe = `mutation Unsubscribe($id: ID!) {
  webhookSubscriptionDelete(id: $id) { deletedWebhookSubscriptionId userErrors { message } }
}`

/** Every document, by name: the tests hold each against the real schemas. */
export const documents = {
  orderById,
  orderByName,
  orderOfWork,
  moreWork,
  moreLines,
  ordersChanged,
  itemLevels,
  moreLevels,
  itemsBySku,
  whoAmI,
  subscriptions,
  subscribe,
  unsubscribe,
}
