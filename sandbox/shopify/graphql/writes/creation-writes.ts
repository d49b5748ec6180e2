import { addressOf, addressRefused, type AddressInput } from '../../model/address.ts'
import type { NewLine } from '../../model/order.ts'
import type { Shop } from '../../shop.ts'
import type { Node, Nodes } from '../node.ts'
import { userError, type Write } from './refused.ts'

interface OrderInput {
  readonly lineItems?: readonly LineInput[] | null
  readonly email?: string | null
  readonly tags?: readonly string[] | null
  readonly note?: string | null
  readonly poNumber?: string | null
  readonly sourceIdentifier?: string | null
  readonly sourceName?: string | null
  readonly processedAt?: string | null
  readonly test?: boolean | null
}

interface LineInput {
  readonly quantity: number
  readonly variantId?: string | null
  readonly title?: string | null
  readonly priceSet?: { readonly shopMoney: { readonly amount: string } } | null
}

interface Change {
  readonly id: string
  readonly tags?: string[] | null
  readonly note?: string | null
  readonly poNumber?: string | null
  readonly shippingAddress?: AddressInput | null
}

/** Creating orders and changing what they say of themselves. Neither takes an idempotency key. */
export function creationWrites(shop: Shop, nodes: Nodes, write: Write): Node {
  return {
    orderCreate: (given: { order: OrderInput; options?: { inventoryBehaviour?: string } | null }) => {
      const { order: input } = given
      // Unless told otherwise an import leaves the stock alone.
      const behaviour = given.options?.inventoryBehaviour ?? 'BYPASS'
      const failed = (message: string, code: string) => ({
        order: null,
        userErrors: [userError(message, ['order', 'lineItems'], code)],
      })
      const wanted = (input.lineItems ?? []).map(one => lineOf(shop, one))
      const lines = wanted.filter(one => one !== undefined)
      if (lines.length === 0 || lines.length < wanted.length)
        return failed('Line items are invalid.', 'INVALID')
      if (behaviour === 'DECREMENT_OBEYING_POLICY' && !isEnough(shop, lines))
        return failed('Unable to claim inventory.', 'INVENTORY_CLAIM_FAILED')
      const order = shop.orders.place({
        lines,
        email: input.email ?? null,
        tags: input.tags ?? [],
        note: input.note ?? null,
        poNumber: input.poNumber ?? null,
        sourceIdentifier: input.sourceIdentifier ?? null,
        source: input.sourceName ?? 'app',
        isTest: input.test ?? false,
        isBypassing: behaviour === 'BYPASS',
        ...(input.processedAt && { processedAt: input.processedAt }),
      })
      write('order.created', {
        orderId: order.id,
        sourceIdentifier: order.sourceIdentifier,
        behaviour,
        lines,
      })
      return { order: nodes.order(order), userErrors: [] }
    },
    orderUpdate: ({ input }: { input: Change }) => {
      if (!shop.orders.all.has(input.id))
        return { order: null, userErrors: [userError('Order does not exist', ['id'])] }
      const { id, tags, note, poNumber, shippingAddress } = input
      const flaw = shippingAddress ? addressRefused(shippingAddress) : undefined
      if (flaw !== undefined)
        return { order: null, userErrors: [userError(flaw, ['input', 'shippingAddress'])] }
      const change = {
        ...(shippingAddress && { shippingAddress: addressOf(shippingAddress) }),
        ...(tags && { tags }),
        ...(note !== undefined && { note }),
        ...(poNumber !== undefined && { poNumber }),
      }
      const order = shop.orders.update(id, change)
      write('order.updated', { orderId: id, ...change })
      return { order: nodes.order(order), userErrors: [] }
    },
  }
}

function lineOf(shop: Shop, { quantity, variantId, title, priceSet }: LineInput): NewLine | undefined {
  const price = priceSet ? { price: Math.round(Number(priceSet.shopMoney.amount) * 100) } : {}
  if (quantity < 1) return undefined
  if (!variantId) return title ? { title, quantity, ...price } : undefined
  const variant = shop.stock.variants.find(one => one.id === variantId)
  return variant && { sku: variant.id, quantity, ...price }
}

// Only articles that may not be oversold stand in the way, each with what all lines want of it.
function isEnough(shop: Shop, lines: readonly NewLine[]): boolean {
  const wanted = Map.groupBy(lines, line => line.sku)
  return [...wanted].every(([sku, some]) => {
    const variant = sku === undefined ? undefined : shop.stock.variant(sku)
    if (!variant?.tracked || variant.policy === 'CONTINUE') return true
    const need = some.reduce((sum, line) => sum + line.quantity, 0)
    return shop.stock.levels({ itemId: variant.itemId }).some(level => level.available >= need)
  })
}
