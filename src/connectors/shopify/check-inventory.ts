import type { z } from 'zod'
import { checkInventory, type StockLevel } from '#commerce/stock.ts'
import { provide } from '#spine/actions/provide.ts'
import { Refusal } from '#spine/refusal.ts'
import { ask, type ShopifyAccount } from './client.ts'
import { itemLevels, itemsAtOnce, itemsBySku, moreLevels } from './documents/documents.ts'
import { allOf } from './pages.ts'
import type { Item, Level } from './documents/shapes.ts'

export const shopifyCheckInventory = provide(checkInventory, {
  run: async ({ items, skus, location }, account: ShopifyAccount) => {
    const ids = new Set(items.map(itemId))
    for (const sku of skus) for (const id of await idsOfSku(account, sku)) ids.add(id)
    const wanted = [...ids]
    const levels: StockLevel[] = []
    for (let at = 0; at < wanted.length; at += itemsAtOnce)
      levels.push(...(await levelsOf(account, wanted.slice(at, at + itemsAtOnce))))
    return { levels: location === undefined ? levels : levels.filter(level => level.locationId === location) }
  },
})

function itemId(given: string): string {
  if (/^\d+$/.test(given)) return `gid://shopify/InventoryItem/${given}`
  if (/^gid:\/\/shopify\/InventoryItem\/\d+$/.test(given)) return given
  throw new Refusal('invalid_input', 'Items are named by ids like gid://shopify/InventoryItem/123.')
}

async function idsOfSku(account: ShopifyAccount, sku: string): Promise<string[]> {
  const query = `sku:"${sku.replaceAll(/["\\]/g, '')}"`
  const { inventoryItems } = await ask(account, itemsBySku, { query })
  const found = await allOf(inventoryItems, async after => {
    const more = await ask(account, itemsBySku, { query, after })
    return more.inventoryItems
  })
  // The search finds what begins alike, too.
  return found.filter(one => one.sku === sku).map(one => one.id)
}

async function levelsOf(account: ShopifyAccount, ids: readonly string[]): Promise<StockLevel[]> {
  const { nodes } = await ask(account, { ...itemLevels, cost: ids.length * 31 }, { ids })
  const levels: StockLevel[] = []
  for (const item of nodes) {
    if (!item) continue
    const all = await allOf(item.inventoryLevels, async after => {
      const more = await ask(account, moreLevels, { id: item.id, after })
      return more.inventoryItem?.inventoryLevels
    })
    levels.push(...all.map(level => levelOf(item, level)))
  }
  return levels
}

function levelOf(item: z.output<typeof Item>, level: z.output<typeof Level>): StockLevel {
  const units = new Map(level.quantities.map(one => [one.name, one.quantity]))
  const of = (name: string): number => {
    const quantity = units.get(name)
    // Not told is not none: nobody may be called short of stock for it.
    if (quantity === undefined) throw new Refusal('unavailable', `Shopify did not tell what is ${name}.`)
    return quantity
  }
  return {
    itemId: item.id,
    sku: item.sku ?? '',
    locationId: level.location.id,
    locationName: level.location.name,
    available: of('available'),
    committed: of('committed'),
    onHand: of('on_hand'),
    incoming: of('incoming'),
    reserved: of('reserved'),
    damaged: of('damaged'),
    safetyStock: of('safety_stock'),
    qualityControl: of('quality_control'),
    // The platform tells how many are on their way, not when.
    incomingAt: null,
    updatedAt: level.updatedAt,
  }
}
