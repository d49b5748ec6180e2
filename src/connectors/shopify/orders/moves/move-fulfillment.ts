import { moveFulfillment } from '#commerce/moves.ts'
import { provide } from '#spine/actions/provide.ts'
import type { Finding } from '#spine/connections/provided.ts'
import { Refusal } from '#spine/refusal.ts'
import { ask, type ShopifyAccount } from '../../client.ts'
import { moveWork } from '../../documents/moves.ts'
import { readOrder } from '../../order.ts'
import { refuseOn } from '../answered.ts'
import { goingOf, placeOf, readMovable, type Movable, type Wish } from './movable-work.ts'

/** Has work sent from elsewhere. Units are moved only while their line holds as many as was seen: that also tells later whether they went. */
export const shopifyMoveFulfillment = provide(moveFulfillment, {
  async run(wish, account: ShopifyAccount) {
    const work = await readMovable(account, wish)
    // It is there already, by whoever: that is what was wished.
    if (placedAt(work) === wish.location && wish.lines.length === 0)
      return { fulfillmentOrder: work.id, from: null }
    placeOf(work, wish)
    const lines = goingOf(work, wish).map(({ line, units }) => ({ id: line.id, quantity: units }))
    const given = { id: work.id, to: wish.location, lines: wish.lines.length === 0 ? null : lines }
    const { fulfillmentOrderMove: done } = await ask(account, moveWork, given)
    refuseOn(done?.userErrors)
    if (!done?.movedFulfillmentOrder)
      throw new Refusal('unknown_outcome', 'Shopify did not say whether it was moved.')
    return { fulfillmentOrder: done.movedFulfillmentOrder.id, from: placedAt(work) ?? null }
  },
  async probe(wish, account) {
    const work = await readMovable(account, wish)
    if (placedAt(work) === wish.location) return moved(work.id)
    const held = new Map(work.lineItems.nodes.map(line => [line.id, line.remainingQuantity]))
    const isWhole = wish.lines.length === 0
    if (isWhole && work.status !== 'CLOSED') return { is: 'absent' }
    if (!isWhole && wish.lines.every(({ line, of }) => held.get(line) === of)) return { is: 'absent' }
    if (isWhole || wish.lines.every(({ line, quantity, of }) => (held.get(line) ?? 0) === of - quantity)) {
      const there = await sentFrom(account, work, wish)
      if (there !== undefined) return moved(there)
    }
    return { is: 'ambiguous', evidence: 'Other units are left of it than before or after such a move.' }
  },
  async preview(wish, account) {
    const work = await readMovable(account, wish)
    const units = goingOf(work, wish)
      .map(({ line, units: count }) => `${count} × ${line.sku || line.productTitle}`)
      .join(', ')
    const { id, order, assignedLocation } = work
    return {
      subject: id,
      title: order.name,
      changes: [
        {
          field: 'sent from',
          from: `${assignedLocation.name}: ${units}`,
          to: `${placeOf(work, wish)}: ${units}`,
        },
      ],
      ...(order.customer && { customer: order.customer.id }),
    }
  },
  undo: (_, { fulfillmentOrder, from }) =>
    from === null ? undefined : { action: 'move_fulfillment', input: { fulfillmentOrder, location: from } },
})

const placedAt = (work: Movable): string | undefined => work.assignedLocation.location?.id

const moved = (fulfillmentOrder: string): Finding<{ fulfillmentOrder: string; from: null }> => ({
  is: 'applied',
  output: { fulfillmentOrder, from: null },
  evidence: `${fulfillmentOrder} is sent from there.`,
})

/** The open work of the same order, sent from the wished place, that holds the units that went. */
async function sentFrom(account: ShopifyAccount, work: Movable, wish: Wish): Promise<string | undefined> {
  const order = await readOrder(account, work.order.id)
  const own = order?.fulfillmentOrders.find(one => one.id === work.id)
  const wanted = wish.lines.map(({ line, quantity }) => ({
    orderLine: own?.lines.find(one => one.id === line)?.orderLineId,
    quantity,
  }))
  return order?.fulfillmentOrders.find(
    one =>
      one.id !== work.id &&
      one.location.id === wish.location &&
      one.status !== 'closed' &&
      wanted.every(({ orderLine, quantity }) =>
        one.lines.some(line => line.orderLineId === orderLine && line.total >= quantity),
      ),
  )?.id
}
