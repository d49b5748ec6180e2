import type { Address } from './address.ts'
import type { NewPayment, Payment } from './payments.ts'
import type { Location, Variant } from './stock.ts'

export interface LineGroup {
  readonly id: string
  readonly title: string
  readonly quantity: number
}

export interface OrderLine {
  readonly id: string
  /** None for a custom item, and for an article that was deleted since. */
  readonly variant: Variant | undefined
  readonly sku: string
  readonly title: string
  /** What was ordered, and what is left of that after edits and refunds. */
  readonly ordered: number
  quantity: number
  /** In cents. */
  readonly price: number
  readonly isPreorder: boolean
  readonly group: LineGroup | undefined
}

export interface WorkLine {
  readonly id: string
  readonly line: OrderLine
  total: number
  remaining: number
  /** Units of `remaining` that are committed at the location: fewer only where stock was bypassed or is not tracked. */
  claimed: number
}

export type WorkStatus =
  | 'OPEN'
  | 'SCHEDULED'
  | 'ON_HOLD'
  | 'IN_PROGRESS'
  | 'CLOSED'
  | 'CANCELLED'
  | 'INCOMPLETE'

export interface Hold {
  readonly id: string
  readonly handle: string
  readonly reason: string
  readonly notes: string | null
  /** By the app under test, or by somebody else. */
  readonly isOwn: boolean
}

/** A fulfilment order. */
export interface Work {
  readonly id: string
  status: WorkStatus
  location: Location
  lines: WorkLine[]
  holds: Hold[]
  readonly createdAt: Date
  updatedAt: Date
}

export interface ShipmentEvent {
  readonly id: string
  readonly status: string
  readonly happenedAt: Date
  readonly message: string | null
}

export interface Tracking {
  readonly company: string | null
  readonly number: string
  readonly url: string | null
}

/** A fulfilment: a parcel that left. */
export interface Shipment {
  readonly id: string
  readonly name: string
  readonly location: Location
  readonly lines: readonly { id: string; line: OrderLine; quantity: number }[]
  tracking: Tracking[]
  readonly events: ShipmentEvent[]
  estimatedDeliveryAt: Date | null
  readonly createdAt: Date
  updatedAt: Date
}

export type Restock = 'RETURN' | 'CANCEL' | 'NO_RESTOCK'

export interface Refund {
  readonly id: string
  readonly note: string | null
  readonly lines: readonly {
    id: string
    line: OrderLine
    quantity: number
    restock: Restock
    location: Location | undefined
  }[]
  /** In the smallest unit of the payment's currency. */
  readonly minor: number
  readonly createdAt: Date
}

export interface Order {
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly customerName: string | null
  tags: string[]
  note: string | null
  poNumber: string | null
  readonly sourceIdentifier: string | null
  readonly isTest: boolean
  readonly source: string
  readonly createdAt: Date
  readonly processedAt: Date
  updatedAt: Date
  cancelledAt: Date | null
  cancelReason: string | null
  cancelNote: string | null
  shippingAddress: Address | null
  readonly payment: Payment
  isConfirmed: boolean
  isEdited: boolean
  lines: OrderLine[]
  work: Work[]
  readonly shipments: Shipment[]
  readonly refunds: Refund[]
}

/** What a test may say of a line: an article by its sku, or a custom item by its title alone. */
export interface NewLine {
  readonly sku?: string
  readonly title?: string
  readonly quantity: number
  readonly location?: string
  readonly isPreorder?: boolean
  readonly price?: number
  readonly group?: { readonly title: string; readonly quantity: number }
}

/** What a test may say of a new order. */
export interface NewOrder {
  readonly lines: readonly NewLine[]
  readonly email?: string | null
  readonly customerName?: string | null
  readonly tags?: readonly string[]
  readonly note?: string | null
  readonly poNumber?: string | null
  readonly sourceIdentifier?: string | null
  readonly isTest?: boolean
  readonly source?: string
  readonly processedAt?: string
  /** Taken in, but neither stock reserved nor work routed yet; `route` does both. */
  readonly isUnrouted?: boolean
  /** As an import that leaves stock alone: the work exists, nothing is committed. */
  readonly isBypassing?: boolean
  readonly payment?: NewPayment
  readonly shippingAddress?: Address | null
}

/** What happened, for the webhooks. */
export interface Subject {
  readonly order?: Order
  readonly work?: Work
  readonly from?: Work
  readonly shipment?: Shipment
  readonly refund?: Refund
  readonly details?: Record<string, unknown>
}

export type Told = (topic: string, subject: Subject) => void

/** Whether units must still leave. */
export const isOpen = (work: Work): boolean =>
  ['OPEN', 'SCHEDULED', 'ON_HOLD', 'IN_PROGRESS'].includes(work.status)

/** In cents: what is left of the order at its prices. */
export const totalOf = (order: Order): number =>
  order.lines.reduce((sum, line) => sum + line.price * line.quantity, 0)

/** The status that the schema calls displayFulfillmentStatus. */
export function fulfilmentStatus(order: Order): string {
  const lines = order.work.flatMap(work => work.lines)
  const open = order.work.filter(isOpen)
  if (open.length === 0 && order.shipments.length > 0) return 'FULFILLED'
  if (open.length > 0 && open.every(work => work.status === 'ON_HOLD')) return 'ON_HOLD'
  return order.shipments.length > 0 && lines.length > 0 ? 'PARTIALLY_FULFILLED' : 'UNFULFILLED'
}
