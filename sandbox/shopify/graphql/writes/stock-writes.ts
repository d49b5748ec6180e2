import { GraphQLError } from 'graphql'
import { quantity } from '../../model/stock.ts'
import type { Level, QuantityName } from '../../model/stock.ts'
import type { Shop } from '../../shop.ts'
import { seconds, type Node, type Nodes } from '../node.ts'
import { userError, type Write } from './refused.ts'
import { isQuantity } from '../stock-nodes.ts'

interface Change {
  readonly inventoryItemId: string
  readonly locationId: string
  readonly quantity?: number
  readonly delta?: number
  readonly changeFromQuantity?: number | null
  readonly ledgerDocumentUri?: string | null
}

interface Input {
  readonly name: string
  readonly reason: string
  readonly referenceDocumentUri?: string | null
}

interface Done {
  readonly level: Level
  readonly delta: number
}

const mostUnits = 1_000_000_000
const isReason = (reason: string): boolean => /^[a-z_]+$/.test(reason)

/** Sets, adjusts and activates levels, comparing first when asked to. */
export function stockWrites(shop: Shop, nodes: Nodes, write: Write): Node {
  const apply = (kind: string, list: string, input: Input, changes: readonly Change[]): Node => {
    const refused = changes.map((one, index) => refusal(shop, input.name, list, one, index)).find(one => one)
    if (!isReason(input.reason))
      return failed(userError('The reason is invalid.', ['input', 'reason'], 'INVALID_REASON'))
    if (refused) return failed(refused)
    const done = changes.map(one => move(shop, input.name, one))
    write(kind, {
      name: input.name,
      changes: changes.map(one => ({ ...one })),
      reference: input.referenceDocumentUri ?? null,
    })
    return { inventoryAdjustmentGroup: group(shop, nodes, input, done), userErrors: [] }
  }
  return {
    inventorySetQuantities: ({ input }: { input: Input & { quantities: Change[] } }) => {
      if (input.name !== 'available' && input.name !== 'on_hand')
        return failed(userError('The quantity name is invalid.', ['input', 'name'], 'INVALID_NAME'))
      return apply('inventory.set', 'quantities', input, input.quantities)
    },
    inventoryAdjustQuantities: ({ input }: { input: Input & { changes: Change[] } }) => {
      if (!isQuantity(input.name) || ['on_hand', 'committed'].includes(input.name))
        return failed(userError('The quantity name is invalid.', ['input', 'name'], 'INVALID_QUANTITY_NAME'))
      return apply('inventory.adjusted', 'changes', input, input.changes)
    },
    inventoryActivate: (given: {
      inventoryItemId: string
      locationId: string
      available?: number | null
    }) => {
      const { inventoryItemId: item, locationId: place, available } = given
      const isKnown = shop.stock.variants.some(one => one.itemId === item)
      if (!isKnown || !shop.stock.locations.some(one => one.id === place))
        return {
          inventoryLevel: null,
          userErrors: [userError('The product or the location could not be found.')],
        }
      if (!shop.stock.level(item, place)) {
        shop.stock.set(item, place, available ?? 0)
        write('inventory.activated', { item, place, available: available ?? 0 })
      }
      const level = shop.stock.level(item, place)
      return { inventoryLevel: level ? nodes.level(level) : null, userErrors: [] }
    },
  }
}

const failed = (error: Node): Node => ({ inventoryAdjustmentGroup: null, userErrors: [error] })

function refusal(shop: Shop, name: string, list: string, one: Change, index: number) {
  const field = (last: string): string[] => ['input', list, String(index), last]
  // The schema calls it optional, yet since 2026-04 it must be present; null is the way to say "do not compare".
  if (one.changeFromQuantity === undefined)
    throw new GraphQLError(
      `changeFromQuantity is required for ${list}[${index}]; null skips the comparison.`,
      {
        extensions: { code: 'INVALID_FIELD_ARGUMENTS' },
      },
    )
  const variant = shop.stock.variants.find(each => each.itemId === one.inventoryItemId)
  if (!variant)
    return userError('The item could not be found.', field('inventoryItemId'), 'INVALID_INVENTORY_ITEM')
  if (variant.components.length > 0)
    return userError(
      'The stock of a bundle follows its components.',
      field('inventoryItemId'),
      'NON_MUTABLE_INVENTORY_ITEM',
    )
  const level = shop.stock.level(one.inventoryItemId, one.locationId)
  if (!level || !isQuantity(name))
    return userError('The item is not stocked at the location.', field('locationId'), 'INVALID_LOCATION')
  if (one.changeFromQuantity !== null && one.changeFromQuantity !== quantity(level, name))
    return userError(
      'The quantity has changed meanwhile.',
      field('changeFromQuantity'),
      'CHANGE_FROM_QUANTITY_STALE',
    )
  if (one.quantity !== undefined && one.quantity < 0 && name === 'on_hand')
    return userError('The quantity must not be negative.', field('quantity'), 'INVALID_QUANTITY_NEGATIVE')
  if (Math.abs(one.quantity ?? one.delta ?? 0) > mostUnits)
    return userError('The quantity is too high.', field('quantity'), 'INVALID_QUANTITY_TOO_HIGH')
  if (list === 'changes' && (name === 'available') === Boolean(one.ledgerDocumentUri))
    return userError(
      'Only names other than available take a ledger document, and they need one.',
      field('ledgerDocumentUri'),
      name === 'available' ? 'INVALID_AVAILABLE_DOCUMENT' : 'INVALID_QUANTITY_DOCUMENT',
    )
  return undefined
}

// on_hand is a sum: what it gains or loses is available.
function move(shop: Shop, name: string, one: Change): Done {
  const level = shop.stock.level(one.inventoryItemId, one.locationId)
  if (!level || !isQuantity(name)) throw new Error('checked before')
  const delta = one.delta ?? (one.quantity ?? 0) - quantity(level, name)
  shop.stock.change(one.inventoryItemId, one.locationId, each => {
    each[fieldOf(name)] += delta
  })
  return { level, delta }
}

function fieldOf(name: QuantityName) {
  if (name === 'on_hand') return 'available'
  if (name === 'safety_stock') return 'safetyStock'
  return name === 'quality_control' ? 'qualityControl' : name
}

function group(shop: Shop, nodes: Nodes, input: Input, done: readonly Done[]): Node {
  return {
    __typename: 'InventoryAdjustmentGroup',
    id: shop.id('InventoryAdjustmentGroup'),
    createdAt: seconds(shop.now()),
    reason: input.reason,
    referenceDocumentUri: input.referenceDocumentUri ?? null,
    changes: done.map(({ level, delta }) => ({
      name: input.name,
      delta,
      quantityAfterChange: isQuantity(input.name) ? quantity(level, input.name) : null,
      ledgerDocumentUri: null,
      item: () => nodes.item(level.itemId),
      location: () => nodes.location(shop.stock.place(level.locationId)),
    })),
  }
}
