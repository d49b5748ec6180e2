import { cancelled, type Cancelling } from './cancellation.ts'
import { edited, placed, routed } from './changes.ts'
import { refunded, type RefundWish } from './refunds.ts'
import { addHold, liftHolds, relocate, ship, split, type Floor } from './fulfilment.ts'
import { isOpen } from './order.ts'
import type { RefundTransaction } from './payments.ts'
import { reported, type News } from './tracking.ts'
import type { Hold, NewOrder, Order, Refund, Shipment, Subject, Told, Tracking, Work } from './order.ts'
import type { Stock } from './stock.ts'

/** Orders and their fulfilment, moving stock as the real shop does: place commits, fulfil takes, cancel gives back. */
export class Orders {
  readonly all = new Map<string, Order>()
  readonly #floor: Floor
  #number = 1000

  constructor(stock: Stock, id: (kind: string) => string, tell: Told, now = () => new Date()) {
    this.#floor = { stock, id, now, tell }
  }

  find(name: string): Order {
    const found = this.all.get(name) ?? [...this.all.values()].find(order => order.name === name)
    if (!found) throw new Error(`no order ${name}`)
    return found
  }

  findWork(id: string): { order: Order; work: Work } {
    for (const order of this.all.values()) {
      const work = order.work.find(one => one.id === id)
      if (work) return { order, work }
    }
    throw new Error(`no fulfilment order ${id}`)
  }

  place(wanted: NewOrder): Order {
    const order = placed(this.#floor, wanted, `#${(this.#number += 1)}`)
    this.all.set(order.id, order)
    if (!wanted.isUnrouted) routed(this.#floor, order, wanted)
    this.#floor.tell('orders/create', { order })
    if (!wanted.isUnrouted) this.#tellRouted(order)
    return order
  }

  /** Reserves the stock and makes the work, where `place` left that open. */
  route(name: string): void {
    const order = this.find(name)
    if (order.isConfirmed) throw new Error('routed already')
    routed(this.#floor, order, { lines: [] })
    this.#touch(order)
    this.#tellRouted(order)
    this.#floor.tell('orders/updated', { order })
  }

  /** Ships units of a line (all that remain, if no number is given). */
  fulfil(name: string, sku?: string, units?: number, tracking: readonly Tracking[] = []): Shipment[] {
    const order = this.find(name)
    let left = units ?? Infinity
    const shipments = order.work.filter(isOpen).flatMap(work => {
      const count = (line: Work['lines'][number]): number => {
        if (sku !== undefined && line.line.sku !== sku) return 0
        const some = Math.min(line.remaining, left)
        left -= some
        return some
      }
      return ship(this.#floor, order, work, count, tracking) ?? []
    })
    for (const shipment of shipments) this.#changed(order, 'fulfillments/create', { shipment })
    return shipments
  }

  /** A carrier's word on a parcel, or a new tracking number. */
  track(shipmentId: string, news: News): void {
    const found = [...this.all.values()].flatMap(order =>
      order.shipments.map(shipment => ({ order, shipment })),
    )
    const one = found.find(({ shipment }) => shipment.id === shipmentId || shipment.name === shipmentId)
    if (!one) throw new Error(`no fulfilment ${shipmentId}`)
    const { order, shipment } = one
    reported(this.#floor, order, shipment, news)
    this.#changed(order, 'fulfillments/update', { shipment })
  }

  cancel(name: string, isRestocked = true, reason = 'OTHER', more: Cancelling = {}): void {
    const order = this.find(name)
    cancelled(this.#floor, order, isRestocked, reason, more)
    this.#changed(order, 'orders/cancelled')
  }

  /** Sets a line's quantity, as an order edit does; a sku that the order has not yet becomes a new line. */
  edit(name: string, sku: string, quantity: number): void {
    this.editLines(name, new Map([[sku, quantity]]))
  }

  /** The same for several lines, by sku or id, told as the one edit that it is. */
  editLines(
    name: string,
    quantities: ReadonlyMap<string, number>,
    lost: ReadonlySet<string> = new Set(),
  ): void {
    const order = this.find(name)
    const changes = [...quantities].map(([sku, quantity]) =>
      edited(this.#floor, order, sku, quantity, !lost.has(sku)),
    )
    order.isEdited = true
    const of = (side: 'additions' | 'removals') => changes.flatMap(one => one[side])
    this.#changed(order, 'orders/edited', {
      details: { additions: of('additions'), removals: of('removals') },
    })
  }

  /** Takes units back out of an order with their money. */
  refund(name: string, sku: string, units: number, isRestocked = true): Refund {
    const line = this.find(name).lines.find(one => one.sku === sku)
    if (!line) throw new Error(`no line ${sku}`)
    return this.refundLines(name, [
      { lineId: line.id, quantity: units, restock: isRestocked ? 'CANCEL' : 'NO_RESTOCK' },
    ])
  }

  /** Sends back what the lines cost, unless told. Throws when more units are named than are left. */
  refundLines(
    name: string,
    wishes: readonly RefundWish[],
    note: string | null = null,
    transactions?: readonly RefundTransaction[],
  ): Refund {
    const order = this.find(name)
    const refund = refunded(this.#floor, order, wishes, note, transactions)
    this.#changed(order, 'refunds/create', { refund })
    return refund
  }

  /** Moves a fulfilment order, or the named units of its lines, to another location. */
  move(workId: string, to: string, units?: ReadonlyMap<string, number>): Work {
    const { order, work } = this.findWork(workId)
    if (!isOpen(work)) throw new Error('Only open fulfillment orders can be moved')
    const target = this.#floor.stock.place(to)
    const isPart = units !== undefined && work.lines.some(line => (units.get(line.id) ?? 0) < line.remaining)
    const moved = isPart ? split(this.#floor, order, work, units) : work
    relocate(this.#floor, moved, target)
    this.#changed(order, 'fulfillment_orders/moved', { work: moved, from: work })
    return moved
  }

  /** Parts units (by fulfilment order line) off into a fulfilment order of their own. */
  split(workId: string, units: ReadonlyMap<string, number>): Work {
    const { order, work } = this.findWork(workId)
    const made = split(this.#floor, order, work, units)
    this.#changed(order, 'fulfillment_orders/split', { work: made, from: work })
    return made
  }

  /** Puts a hold on a fulfilment order, or lifts those that fit. */
  hold(
    workId: string,
    isHeld: boolean,
    hold: Partial<Omit<Hold, 'id'>> = {},
    fits: (hold: Hold) => boolean = () => true,
  ): Work {
    const { order, work } = this.findWork(workId)
    if (isHeld)
      addHold(this.#floor, work, { handle: '', reason: 'OTHER', notes: null, isOwn: false, ...hold })
    else liftHolds(this.#floor, work, fits)
    this.#changed(order, isHeld ? 'fulfillment_orders/placed_on_hold' : 'fulfillment_orders/hold_released', {
      work,
    })
    return work
  }

  /** Changes what an order says of itself. */
  update(
    name: string,
    change: Partial<Pick<Order, 'tags' | 'note' | 'poNumber' | 'shippingAddress'>>,
  ): Order {
    const order = Object.assign(this.find(name), change)
    this.#touch(order)
    this.#floor.tell('orders/updated', { order })
    return order
  }

  #tellRouted(order: Order): void {
    for (const work of order.work) this.#floor.tell('fulfillment_orders/order_routing_complete', { work })
  }

  // Times have whole seconds outside: two changes within one must still differ.
  #touch(order: Order): void {
    order.updatedAt = new Date(Math.max(this.#floor.now().getTime(), order.updatedAt.getTime() + 1000))
  }

  #changed(order: Order, topic: string, more: Omit<Subject, 'order'> = {}): void {
    this.#touch(order)
    this.#floor.tell(topic, { order, ...more })
    this.#floor.tell('orders/updated', { order })
  }
}
