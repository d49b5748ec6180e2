import { GraphQLError } from 'graphql'
import { quantity, quantityNames } from '../model/stock.ts'
import type { Level, Location, QuantityName, Variant } from '../model/stock.ts'
import type { Shop } from '../shop.ts'
import { digits } from '../webhooks/write-json.ts'
import { seconds, type Node, type Nodes } from './node.ts'
import { connection, type Paging } from './paging.ts'

/** Places, levels, items and articles through the schema. */
export function stockNodes(
  shop: Shop,
  nodes: () => Nodes,
): Pick<Nodes, 'location' | 'level' | 'item' | 'variant'> {
  return {
    location: place => locationNode(shop, nodes(), place),
    level: one => levelNode(shop, nodes(), one),
    item: id => itemNode(shop, nodes(), id),
    variant: one => variantNode(shop, nodes(), one),
  }
}

function locationNode(shop: Shop, nodes: Nodes, place: Location): Node {
  return {
    __typename: 'Location',
    id: place.id,
    name: place.name,
    legacyResourceId: digits(place.id),
    isActive: true,
    isPrimary: shop.stock.locations[0] === place,
    isFulfillmentService: place.isFulfillmentService,
    fulfillmentService: place.isFulfillmentService ? serviceOf(place) : null,
    shipsInventory: true,
    fulfillsOnlineOrders: true,
    hasActiveInventory: shop.stock.levels({ locationId: place.id }).length > 0,
    inventoryLevels: (paging: Paging) =>
      connection(shop.stock.levels({ locationId: place.id }).map(nodes.level), paging),
    inventoryLevel: ({ inventoryItemId }: { inventoryItemId: string }) => {
      const found = shop.stock.level(inventoryItemId, place.id)
      return found ? nodes.level(found) : null
    },
  }
}

const serviceOf = (place: Location): Node => ({
  id: `${place.id}/service`,
  handle: place.name.toLowerCase(),
  serviceName: place.name,
  inventoryManagement: false,
  type: 'THIRD_PARTY',
  trackingSupport: false,
  requiresShippingMethod: true,
  callbackUrl: null,
})

function levelNode(shop: Shop, nodes: Nodes, one: Level): Node {
  return {
    __typename: 'InventoryLevel',
    id: levelId(one),
    isActive: true,
    canDeactivate: false,
    deactivationAlert: null,
    createdAt: seconds(one.updatedAt),
    updatedAt: seconds(one.updatedAt),
    location: () => nodes.location(shop.stock.place(one.locationId)),
    item: () => nodes.item(one.itemId),
    quantities: ({ names }: { names: string[] }) =>
      names.map(name => {
        if (!isQuantity(name)) throw new GraphQLError(`The specified quantity name '${name}' is invalid.`)
        const id = `gid://shopify/InventoryQuantity/${digits(one.itemId)}-${digits(one.locationId)}?name=${name}`
        return { id, name, quantity: quantity(one, name), updatedAt: seconds(one.updatedAt) }
      }),
  }
}

/** Its item is in the query part, as the platform has it. */
export const levelId = (one: Level): string =>
  `gid://shopify/InventoryLevel/${digits(one.locationId)}?inventory_item_id=${digits(one.itemId)}`

function itemNode(shop: Shop, nodes: Nodes, id: string): Node | null {
  const variants = shop.stock.variants.filter(one => one.itemId === id)
  const [first] = variants
  if (!first) return null
  const levels = shop.stock.levels({ itemId: id })
  const at = seconds(levels.reduce((last, one) => (one.updatedAt > last ? one.updatedAt : last), new Date(0)))
  return {
    __typename: 'InventoryItem',
    id,
    legacyResourceId: digits(id),
    sku: first.sku,
    tracked: first.tracked,
    requiresShipping: first.requiresShipping,
    duplicateSkuCount: shop.stock.variants.filter(one => one.sku === first.sku && one.itemId !== id).length,
    createdAt: at,
    updatedAt: at,
    variant: () => nodes.variant(first),
    variants: (paging: Paging) => connection(variants.map(nodes.variant), paging),
    inventoryLevels: (paging: Paging) => connection(levels.map(nodes.level), paging),
    inventoryLevel: ({ locationId }: { locationId: string }) => {
      const found = shop.stock.level(id, locationId)
      return found ? nodes.level(found) : null
    },
  }
}

function variantNode(shop: Shop, nodes: Nodes, one: Variant): Node {
  const sellable = available(shop, one)
  return {
    __typename: 'ProductVariant',
    id: one.id,
    legacyResourceId: digits(one.id),
    sku: one.sku,
    barcode: null,
    title: one.title,
    displayName: one.title,
    inventoryPolicy: one.policy,
    requiresComponents: one.components.length > 0,
    price: (one.price / 100).toFixed(2),
    compareAtPrice: null,
    availableForSale: one.policy === 'CONTINUE' || !one.tracked || sellable > 0,
    inventoryQuantity: sellable,
    sellableOnlineQuantity: sellable,
    inventoryItem: () => nodes.item(one.itemId),
    product: () => ({
      __typename: 'Product',
      id: one.productId,
      legacyResourceId: digits(one.productId),
      title: one.title,
      handle: one.sku.toLowerCase(),
      status: 'ACTIVE',
      isGiftCard: one.isGiftCard,
      requiresSellingPlan: false,
    }),
  }
}

// A bundle has as many as its scarcest component allows.
function available(shop: Shop, one: Variant): number {
  if (one.components.length > 0)
    return Math.min(
      ...one.components.map(({ sku, quantity: each }) =>
        Math.floor(available(shop, shop.stock.variant(sku)) / each),
      ),
    )
  return shop.stock.levels({ itemId: one.itemId }).reduce((sum, each) => sum + each.available, 0)
}

export function isQuantity(name: string): name is QuantityName {
  return quantityNames.some(known => known === name)
}
