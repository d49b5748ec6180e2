import { holdRefused } from '../../model/fulfilment.ts'
import { isOpen } from '../../model/order.ts'
import type { Order, Work } from '../../model/order.ts'
import type { Shop } from '../../shop.ts'
import type { Node, Nodes } from '../node.ts'
import { userError, type Write } from './refused.ts'

interface Part {
  readonly id: string
  readonly quantity: number
}

interface HoldInput {
  readonly reason: string
  readonly reasonNotes?: string | null
  readonly handle?: string | null
  readonly fulfillmentOrderLineItems?: readonly Part[] | null
}

/** Holding, releasing and moving fulfilment orders. */
export function workWrites(shop: Shop, nodes: Nodes, write: Write): Node {
  const find = (id: string): { order: Order; work: Work } | undefined => {
    const order = [...shop.orders.all.values()].find(one => one.work.some(work => work.id === id))
    const work = order?.work.find(one => one.id === id)
    return order && work ? { order, work } : undefined
  }
  return {
    fulfillmentOrderHold: ({ id, fulfillmentHold: input }: { id: string; fulfillmentHold: HoldInput }) => {
      const found = find(id)
      const refused = (message: string, code: string) => ({
        fulfillmentHold: null,
        fulfillmentOrder: null,
        remainingFulfillmentOrder: null,
        userErrors: [userError(message, ['id'], code)],
      })
      if (!found || !isOpen(found.work))
        return refused('Fulfillment order could not be found.', 'FULFILLMENT_ORDER_NOT_FOUND')
      const parts = input.fulfillmentOrderLineItems ?? []
      const handle = input.handle ?? ''
      const code = holdRefused(found.work, handle)
      if (code !== undefined) return refused('The hold could not be placed.', code)
      if (parts.length > 0 && found.work.holds.length > 0)
        return refused('A held fulfillment order cannot be split.', 'FULFILLMENT_ORDER_NOT_SPLITTABLE')
      const rest = parts.length === 0 ? undefined : partOff(shop, found.work, parts)
      const hold = { handle, reason: input.reason, notes: input.reasonNotes ?? null, isOwn: true }
      const held = shop.orders.hold(id, true, hold)
      const made = held.holds.at(-1)
      write('fulfillment_order.held', { id, handle, reason: input.reason, holdId: made?.id })
      return {
        fulfillmentHold: made ? nodes.hold(made) : null,
        fulfillmentOrder: nodes.work(held, found.order),
        remainingFulfillmentOrder: rest ? nodes.work(rest, found.order) : null,
        userErrors: [],
      }
    },
    fulfillmentOrderReleaseHold: ({ id, holdIds }: { id: string; holdIds?: string[] | null }) => {
      const found = find(id)
      if (!found) {
        const error = userError(
          'Fulfillment order could not be found.',
          ['id'],
          'FULFILLMENT_ORDER_NOT_FOUND',
        )
        return { fulfillmentOrder: null, userErrors: [error] }
      }
      shop.orders.hold(id, false, {}, hold => !holdIds || holdIds.includes(hold.id))
      write('fulfillment_order.released', { id, holdIds: holdIds ?? null })
      return { fulfillmentOrder: nodes.work(found.work, found.order), userErrors: [] }
    },
    fulfillmentOrderMove: (given: {
      id: string
      newLocationId: string
      fulfillmentOrderLineItems?: Part[] | null
    }) => {
      const { id, newLocationId, fulfillmentOrderLineItems: parts } = given
      const found = find(id)
      const words = moveRefused(shop, found?.work, newLocationId)
      const nothing = {
        movedFulfillmentOrder: null,
        originalFulfillmentOrder: null,
        remainingFulfillmentOrder: null,
      }
      if (!found || words !== undefined) return { ...nothing, userErrors: [userError(words ?? '', ['id'])] }
      const units = parts && parts.length > 0 ? new Map(parts.map(one => [one.id, one.quantity])) : undefined
      const moved = shop.orders.move(id, newLocationId, units)
      write('fulfillment_order.moved', { id, newLocationId, movedId: moved.id })
      const { work, order } = found
      return {
        movedFulfillmentOrder: nodes.work(moved, order),
        originalFulfillmentOrder: nodes.work(work, order),
        remainingFulfillmentOrder: moved === work ? null : nodes.work(work, order),
        userErrors: [],
      }
    },
  }
}

// The named units are held under the old id, the rest goes on under a new one.
function partOff(shop: Shop, work: Work, parts: readonly Part[]): Work | undefined {
  const held = new Map(parts.map(one => [one.id, one.quantity]))
  const rest = new Map(work.lines.map(line => [line.id, line.remaining - (held.get(line.id) ?? 0)]))
  return [...rest.values()].some(units => units > 0) ? shop.orders.split(work.id, rest) : undefined
}

function moveRefused(shop: Shop, work: Work | undefined, to: string): string | undefined {
  if (!work || !isOpen(work)) return 'Fulfillment order does not exist or is not open.'
  if (!shop.stock.locations.some(one => one.id === to)) return 'Location not found.'
  if (work.location.id === to) return 'Cannot move to the location it is assigned to.'
  const strange = work.lines.some(
    ({ line }) => line.variant?.tracked && !shop.stock.level(line.variant.itemId, to),
  )
  return strange ? 'Some items are not stocked at the new location.' : undefined
}
