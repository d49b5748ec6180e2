import type { z } from 'zod'
import { checkInventory, type StockLevel } from '#commerce/stock.ts'
import { provide } from '#spine/actions/provide.ts'
import type { Account } from '#spine/connections/account.ts'
import { ask } from './client.ts'
import type { Credentials } from './credentials.ts'
import { itemLevels, itemsBySku, moreLevels } from './documents.ts'
import { Item, ItemLevels, MoreLevels, SkuItems, type Level } from './shapes.ts'

const itemsAtOnce = 50

export const shopifyCheckInventory = provide(checkInventory, {
  run: async ({ items, skus, location }, account: Account<Credentials>) => {
    const ids = new Set(items)
    for (const sku of skus) for (const id of await idsOfSku(account, sku)) ids.add(id)
    const wanted = [...ids].filter(id => /^gid:\/\/shopify\/InventoryItem\/\d+$/.test(id))
    const levels: StockLevel[] = []
    for (let at = 0; at < wanted.length; at += itemsAtOnce)
      levels.push(...(await levelsOf(account, wanted.slice(at, at + itemsAtOnce))))
    return { levels: location === undefined ? levels : levels.filter(level => level.locationId === location) }
  },
})

async function idsOfSku(account: Account<Credentials>, sku: string): Promise<string[]> {
  const query = `sku:"${sku.replace(/["\\]/g, '')}"`
  const { inventoryItems } = await ask(
    account,
    { text: itemsBySku, isWrite: false, cost: 15, data: SkuItems },
    { query },
  )
  return inventoryItems.nodes.filter(one => one.sku === sku).map(one => one.id)
}

async function levelsOf(account: Account<Credentials>, ids: readonly string[]): Promise<StockLevel[]> {
  const { nodes } = await ask(
    account,
    { text: itemLevels, isWrite: false, cost: ids.length * 10, data: ItemLevels },
    { ids },
  )
  const levels: StockLevel[] = []
  for (const node of nodes) {
    const item = Item.safeParse(node)
    if (!item.success) continue
    const found = [...item.data.inventoryLevels.nodes]
    let page = item.data.inventoryLevels.pageInfo
    while (page.hasNextPage) {
      const more = await ask(
        account,
        { text: moreLevels, isWrite: false, cost: 150, data: MoreLevels },
        { id: item.data.id, after: page.endCursor },
      )
      if (!more.inventoryItem) break
      found.push(...more.inventoryItem.inventoryLevels.nodes)
      page = more.inventoryItem.inventoryLevels.pageInfo
    }
    levels.push(...found.map(level => levelOf(item.data, level)))
  }
  return levels
}

function levelOf(item: z.output<typeof Item>, level: z.output<typeof Level>): StockLevel {
  const units = new Map(level.quantities.map(one => [one.name, one.quantity]))
  const of = (name: string): number => units.get(name) ?? 0
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
