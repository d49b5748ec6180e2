import type { Location, Stock, Variant } from './stock.ts'

export interface OrderLine {
  readonly id: string
  readonly variant: Variant | undefined
  readonly sku: string
  readonly title: string
  quantity: number
  readonly isPreorder: boolean
  readonly group: { id: string; title: string; quantity: number } | undefined
}

export interface WorkLine {
  readonly id: string
  readonly line: OrderLine
  total: number
  remaining: number
}

export type WorkStatus =
  | 'OPEN'
  | 'SCHEDULED'
  | 'ON_HOLD'
  | 'IN_PROGRESS'
  | 'CLOSED'
  | 'CANCELLED'
  | 'INCOMPLETE'

/** A fulfilment order. */
export interface Work {
  readonly id: string
  status: WorkStatus
  location: Location
  lines: WorkLine[]
  updatedAt: Date
}

export interface Order {
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly customerName: string | null
  readonly tags: string[]
  readonly isTest: boolean
  readonly source: string
  readonly createdAt: Date
  readonly processedAt: Date
  updatedAt: Date
  cancelledAt: Date | null
  isConfirmed: boolean
  lines: OrderLine[]
  work: Work[]
}

/** What a test may say of a new order. */
export interface NewOrder {
  readonly lines: readonly {
    readonly sku: string
    readonly quantity: number
    readonly location?: string
    readonly isPreorder?: boolean
    readonly group?: { readonly title: string; readonly quantity: number }
  }[]
  readonly email?: string | null
  readonly customerName?: string
  readonly tags?: readonly string[]
  readonly isTest?: boolean
  readonly source?: string
  readonly processedAt?: string
  /** Taken in, but neither stock reserved nor work routed yet; `route` does both. */
  readonly isUnrouted?: boolean
}

/** What happened, for the webhooks. */
export type Told = (
  topic: string,
  subject: { order?: Order; work?: Work; details?: Record<string, unknown> },
) => void

/** Orders and their fulfilment, moving stock as the real shop does: place commits, fulfil takes, cancel gives back. */
export class Orders {
  readonly all = new Map<string, Order>()
  readonly #stock: Stock
  readonly #id: (kind: string) => string
  readonly #tell: Told
  #number = 1000

  constructor(stock: Stock, id: (kind: string) => string, tell: Told) {
    this.#stock = stock
    this.#id = id
    this.#tell = tell
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
    const now = new Date()
    const groups = new Map<string, { id: string; title: string; quantity: number }>()
    const order: Order = {
      id: this.#id('Order'),
      name: `#${(this.#number += 1)}`,
      email: wanted.email === undefined ? 'ada@example.com' : wanted.email,
      customerName: wanted.customerName ?? 'Ada Example',
      tags: [...(wanted.tags ?? [])],
      isTest: wanted.isTest ?? false,
      source: wanted.source ?? 'web',
      createdAt: now,
      processedAt: wanted.processedAt === undefined ? now : new Date(wanted.processedAt),
      updatedAt: now,
      cancelledAt: null,
      isConfirmed: false,
      lines: wanted.lines.map(line => {
        const { group } = line
        if (group && !groups.has(group.title))
          groups.set(group.title, { id: this.#id('LineItemGroup'), ...group })
        const variant = this.#stock.variant(line.sku)
        return {
          id: this.#id('LineItem'),
          variant,
          sku: variant.sku,
          title: variant.title,
          quantity: line.quantity,
          isPreorder: line.isPreorder ?? false,
          group: group && groups.get(group.title),
        }
      }),
      work: [],
    }
    this.all.set(order.id, order)
    const places = wanted.lines.map(line => line.location)
    if (!wanted.isUnrouted) this.#route(order, places)
    this.#tell('orders/create', { order })
    return order
  }

  /** Reserves the stock and makes the work, where `place` left that open. */
  route(name: string): void {
    const order = this.find(name)
    if (order.isConfirmed) throw new Error('routed already')
    this.#route(order, [])
    this.#touch(order)
    for (const work of order.work) this.#tell('fulfillment_orders/order_routing_complete', { work })
  }

  #route(order: Order, places: readonly (string | undefined)[]): void {
    order.isConfirmed = true
    const byPlace = Map.groupBy(
      order.lines.map((line, index) => ({ line, location: this.#best(line, places[index]) })),
      one => one.location,
    )
    for (const [location, some] of byPlace) {
      const lines = some.map(({ line }) => ({
        id: this.#id('FulfillmentOrderLineItem'),
        line,
        total: line.quantity,
        remaining: line.quantity,
      }))
      order.work.push({
        id: this.#id('FulfillmentOrder'),
        status: 'OPEN',
        location,
        lines,
        updatedAt: new Date(),
      })
      for (const { line, remaining } of lines)
        this.#move(line, location, { available: -remaining, committed: remaining })
    }
  }

  #best(line: OrderLine, wanted: string | undefined): Location {
    if (wanted !== undefined) return this.#stock.place(wanted)
    const fitting = this.#stock.locations.find(location => {
      const level = line.variant && this.#stock.level(line.variant.itemId, location.id)
      return level !== undefined && level.available >= line.quantity
    })
    const [first] = this.#stock.locations
    if (!first) throw new Error('a shop needs a location')
    return fitting ?? first
  }

  #move(line: OrderLine, location: Location, by: { available?: number; committed?: number }): void {
    if (!line.variant?.tracked) return
    this.#stock.change(line.variant.itemId, location.id, level => {
      level.available += by.available ?? 0
      level.committed += by.committed ?? 0
    })
  }

  #touch(order: Order): void {
    order.updatedAt = new Date(Math.max(Date.now(), order.updatedAt.getTime() + 1000))
  }

  #changed(order: Order, topic: string, more: { work?: Work; details?: Record<string, unknown> } = {}): void {
    this.#touch(order)
    this.#tell(topic, { order, ...more })
    if (topic !== 'orders/updated') this.#tell('orders/updated', { order })
  }

  /** Ships units of a line (all that remain, if no number is given). */
  fulfil(name: string, sku?: string, units?: number): void {
    const order = this.find(name)
    for (const work of order.work.filter(isOpen)) {
      for (const one of work.lines.filter(line => sku === undefined || line.line.sku === sku)) {
        const shipped = Math.min(one.remaining, units ?? one.remaining)
        one.remaining -= shipped
        this.#move(one.line, work.location, { committed: -shipped })
      }
      if (work.lines.every(line => line.remaining === 0)) work.status = 'CLOSED'
      work.updatedAt = new Date()
    }
    this.#changed(order, 'fulfillments/create')
  }

  cancel(name: string, isRestocked = true): void {
    const order = this.find(name)
    if (order.cancelledAt) throw new Error('cancelled already')
    order.cancelledAt = new Date()
    for (const work of order.work.filter(isOpen)) {
      work.status = 'CLOSED'
      for (const line of work.lines) {
        this.#move(line.line, work.location, {
          committed: -line.remaining,
          available: isRestocked ? line.remaining : 0,
        })
        line.remaining = 0
      }
    }
    this.#changed(order, 'orders/cancelled')
  }

  /** Sets a line's quantity, as an order edit does. */
  edit(name: string, sku: string, quantity: number): void {
    const order = this.find(name)
    const line = order.lines.find(one => one.sku === sku)
    if (!line) throw new Error(`no line ${sku}`)
    const delta = quantity - line.quantity
    line.quantity = quantity
    for (const work of order.work.filter(isOpen)) {
      const one = work.lines.find(each => each.line === line)
      if (!one) continue
      const by = Math.max(delta, -one.remaining)
      one.remaining += by
      one.total += by
      this.#move(line, work.location, { available: -by, committed: by })
      break
    }
    const change = { id: line.id, delta: Math.abs(delta) }
    this.#changed(order, 'orders/edited', {
      details: { additions: delta > 0 ? [change] : [], removals: delta < 0 ? [change] : [] },
    })
  }

  /** Takes units back out of an order with their money. */
  refund(name: string, sku: string, units: number, isRestocked = true): void {
    const order = this.find(name)
    for (const work of order.work.filter(isOpen)) {
      const one = work.lines.find(line => line.line.sku === sku && line.remaining >= units)
      if (!one) continue
      one.remaining -= units
      this.#move(one.line, work.location, { committed: -units, available: isRestocked ? units : 0 })
      break
    }
    this.#changed(order, 'refunds/create')
  }

  /** Moves a fulfilment order to another location. */
  move(workId: string, to: string): Work {
    const { order, work } = this.findWork(workId)
    const target = this.#stock.place(to)
    for (const line of work.lines) {
      this.#move(line.line, work.location, { available: line.remaining, committed: -line.remaining })
      this.#move(line.line, target, { available: -line.remaining, committed: line.remaining })
    }
    work.location = target
    work.updatedAt = new Date()
    this.#changed(order, 'fulfillment_orders/moved', { work })
    return work
  }

  hold(workId: string, isHeld: boolean): Work {
    const { order, work } = this.findWork(workId)
    work.status = isHeld ? 'ON_HOLD' : 'OPEN'
    this.#changed(order, isHeld ? 'fulfillment_orders/placed_on_hold' : 'fulfillment_orders/hold_released', {
      work,
    })
    return work
  }
}

/** Whether units must still leave. */
export const isOpen = (work: Work): boolean =>
  ['OPEN', 'SCHEDULED', 'ON_HOLD', 'IN_PROGRESS'].includes(work.status)
