import { release, settle, type Floor } from './fulfilment.ts'
import { isOpen } from './order.ts'
import type { Order } from './order.ts'
import { refundable, spread } from './payments.ts'
import { refunded } from './refunds.ts'

export interface Cancelling {
  readonly note?: string | null
  readonly isRefunded?: boolean
}

/** Ends an order: what was paid goes back if wanted, its work closes, and its units return to the shelf or not. */
export function cancelled(
  floor: Floor,
  order: Order,
  isRestocked: boolean,
  reason: string,
  more: Cancelling,
): void {
  if (order.cancelledAt) throw new Error('cancelled already')
  order.cancelledAt = floor.now()
  order.cancelReason = reason
  order.cancelNote = more.note ?? null
  const left = refundable(order.payment)
  if (more.isRefunded && left > 0) refunded(floor, order, [], null, spread(order.payment, left))
  for (const work of order.work.filter(isOpen)) {
    for (const line of work.lines) release(floor, line, work.location, line.remaining, isRestocked)
    work.holds = []
    settle(floor, work, 'CLOSED')
  }
}
