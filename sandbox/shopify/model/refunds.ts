import { release, settle, type Floor } from './fulfilment.ts'
import { isOpen } from './order.ts'
import type { Order, Refund, Restock } from './order.ts'
import { giveBack, refundable, spread, toMinor, type RefundTransaction } from './payments.ts'

export interface RefundWish {
  readonly lineId: string
  readonly quantity: number
  readonly restock: Restock
  /** Where returned units are put. */
  readonly location?: string | undefined
}

/** Takes units out of an order, and sends back what they cost, unless told. Throws when more are named than are left. */
export function refunded(
  floor: Floor,
  order: Order,
  wishes: readonly RefundWish[],
  note: string | null,
  transactions?: readonly RefundTransaction[],
): Refund {
  const lines = wishes.map(({ lineId, quantity, restock, location }) => {
    const line = order.lines.find(one => one.id === lineId)
    if (!line || quantity > line.quantity)
      throw new Error('Quantity cannot refund more items than were purchased')
    const place = location === undefined ? undefined : floor.stock.place(location)
    return { id: floor.id('RefundLineItem'), line, quantity, restock, location: place }
  })
  for (const { line, quantity, restock, location } of lines) {
    line.quantity -= quantity
    if (restock !== 'RETURN') take(floor, order, line.id, quantity, restock === 'CANCEL')
    else if (line.variant?.tracked && location)
      floor.stock.change(line.variant.itemId, location.id, level => {
        level.available += quantity
      })
  }
  const worth = lines.reduce((sum, one) => sum + one.line.price * one.quantity, 0)
  const { payment } = order
  const back = transactions ?? spread(payment, Math.min(toMinor(worth, payment), refundable(payment)))
  giveBack(floor.id, floor.now(), payment, back)
  const minor = back.reduce((sum, one) => sum + one.minor, 0)
  const refund = { id: floor.id('Refund'), note, lines, minor, createdAt: floor.now() }
  order.refunds.push(refund)
  return refund
}

function take(floor: Floor, order: Order, lineId: string, units: number, isRestocked: boolean): void {
  let left = units
  for (const work of order.work.filter(isOpen)) {
    for (const one of work.lines.filter(each => each.line.id === lineId)) {
      const some = Math.min(one.remaining, left)
      left -= some
      release(floor, one, work.location, some, isRestocked)
    }
    settle(floor, work, 'CLOSED')
  }
}
