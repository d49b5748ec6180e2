import { claim, release, settle, type Floor } from './fulfilment.ts'
import { usualAddress } from './address.ts'
import { isOpen } from './order.ts'
import type { LineGroup, NewLine, NewOrder, Order, OrderLine, Work } from './order.ts'
import { paidFor } from './payments.ts'
import type { Location } from './stock.ts'

/** An order as it was taken in, before any stock is claimed for it. */
export function placed(floor: Floor, wanted: NewOrder, name: string): Order {
  const at = floor.now()
  const lines = linesOf(floor, wanted.lines)
  const worth = lines.reduce((sum, line) => sum + line.price * line.quantity, 0)
  return {
    id: floor.id('Order'),
    name,
    email: wanted.email === undefined ? 'ada@example.com' : wanted.email,
    customerName: wanted.customerName === undefined ? 'Ada Example' : wanted.customerName,
    tags: [...(wanted.tags ?? [])],
    note: wanted.note ?? null,
    poNumber: wanted.poNumber ?? null,
    sourceIdentifier: wanted.sourceIdentifier ?? null,
    isTest: wanted.isTest ?? false,
    source: wanted.source ?? 'web',
    createdAt: at,
    processedAt: wanted.processedAt === undefined ? at : new Date(wanted.processedAt),
    updatedAt: at,
    cancelledAt: null,
    cancelReason: null,
    cancelNote: null,
    shippingAddress: wanted.shippingAddress === undefined ? usualAddress : wanted.shippingAddress,
    payment: paidFor(floor.id, at, worth, wanted.payment),
    isConfirmed: false,
    isEdited: false,
    lines,
    work: [],
    shipments: [],
    refunds: [],
  }
}

function linesOf(floor: Floor, wanted: readonly NewLine[]): OrderLine[] {
  const groups = new Map<string, LineGroup>()
  return wanted
    .flatMap(line => parts(floor, line))
    .map(line => {
      const { group } = line
      if (group && !groups.has(group.title))
        groups.set(group.title, { id: floor.id('LineItemGroup'), ...group })
      return lineOf(floor, line, group && groups.get(group.title))
    })
}

// A bundle is sold as its components, which share a group named after it.
function parts(floor: Floor, line: NewLine): NewLine[] {
  const variant = line.sku === undefined ? undefined : floor.stock.variant(line.sku)
  if (!variant || variant.components.length === 0) return [line]
  const group = { title: variant.title, quantity: line.quantity }
  return variant.components.map(({ sku, quantity }) => ({
    ...line,
    sku,
    quantity: quantity * line.quantity,
    group,
  }))
}

function lineOf(floor: Floor, line: NewLine, group?: LineGroup): OrderLine {
  const variant = line.sku === undefined ? undefined : floor.stock.variant(line.sku)
  return {
    id: floor.id('LineItem'),
    variant,
    sku: variant?.sku ?? '',
    title: line.title ?? variant?.title ?? 'Custom item',
    ordered: line.quantity,
    quantity: line.quantity,
    price: line.price ?? variant?.price ?? 0,
    isPreorder: line.isPreorder ?? false,
    group,
  }
}

/** Claims stock and makes the work, one fulfilment order a location. `wanted` may name a location per line. */
export function routed(floor: Floor, order: Order, wanted: NewOrder): void {
  order.isConfirmed = true
  const places = wanted.lines.flatMap(line => parts(floor, line)).map(line => line.location)
  const byPlace = Map.groupBy(
    order.lines.map((line, index) => ({ line, location: best(floor, line, places[index]) })),
    one => one.location,
  )
  for (const [location, some] of byPlace) {
    const work = newWork(floor, order, location)
    for (const { line } of some) addLine(floor, work, line, line.quantity, wanted.isBypassing ?? false)
  }
}

function newWork(floor: Floor, order: Order, location: Location): Work {
  const at = floor.now()
  const id = floor.id('FulfillmentOrder')
  const work: Work = { id, status: 'OPEN', location, lines: [], holds: [], createdAt: at, updatedAt: at }
  order.work.push(work)
  return work
}

function addLine(floor: Floor, work: Work, line: OrderLine, units: number, isBypassing = false): void {
  const one = { id: floor.id('FulfillmentOrderLineItem'), line, total: units, remaining: units, claimed: 0 }
  work.lines.push(one)
  // A pre-order claims nothing before it is fulfilled.
  if (!isBypassing && !line.isPreorder) claim(floor, one, work.location, units)
}

function best({ stock }: Floor, line: OrderLine, wanted: string | undefined): Location {
  if (wanted !== undefined) return stock.place(wanted)
  const fitting = stock.locations.find(location => {
    const level = line.variant && stock.level(line.variant.itemId, location.id)
    return level !== undefined && level.available >= line.quantity
  })
  const [first] = stock.locations
  if (!first) throw new Error('a shop needs a location')
  return fitting ?? first
}

interface LineChange {
  readonly id: string
  readonly delta: number
}

/** Sets the quantity of the line with this sku or id (0 takes it out), and says what that added and removed. */
export function edited(
  floor: Floor,
  order: Order,
  sku: string,
  quantity: number,
  isRestocked = true,
): { additions: LineChange[]; removals: LineChange[] } {
  const known = order.lines.find(one => one.sku === sku || one.id === sku)
  const line = known ?? { ...lineOf(floor, { sku, quantity }), quantity: 0 }
  if (!known) order.lines.push(line)
  const delta = quantity - line.quantity
  line.quantity = quantity
  if (order.isConfirmed) reroute(floor, order, line, delta, isRestocked)
  const change = { id: line.id, delta: Math.abs(delta) }
  return { additions: delta > 0 ? [change] : [], removals: delta < 0 ? [change] : [] }
}

function reroute(floor: Floor, order: Order, line: OrderLine, delta: number, isRestocked: boolean): void {
  const open = order.work.filter(isOpen)
  const holders = open.flatMap(work =>
    work.lines.filter(one => one.line === line).map(one => ({ work, one })),
  )
  const [first] = holders
  if (delta > 0 && first) {
    first.one.total += delta
    first.one.remaining += delta
    if (!line.isPreorder) claim(floor, first.one, first.work.location, delta)
    first.work.updatedAt = floor.now()
  } else if (delta > 0) {
    addLine(floor, open[0] ?? newWork(floor, order, best(floor, line, undefined)), line, delta)
  }
  let gone = Math.max(0, -delta)
  for (const { work, one } of holders) {
    const some = Math.min(gone, one.remaining)
    gone -= some
    one.total -= some
    release(floor, one, work.location, some, isRestocked)
    settle(floor, work, 'CLOSED')
  }
}
