/**
 * covered: enough here · partial: some short · backorder: all short · reroute: short here, but another location has
 * some · oversell_race: sold although the shop does not sell below zero · preorder: expected to be missing ·
 * third_party_stock: only the 3PL knows · ignored: nothing that can run short · unread: stock or order not readable
 * yet, so no judgement.
 */
export type ShortageClass =
  | 'covered'
  | 'partial'
  | 'backorder'
  | 'reroute'
  | 'oversell_race'
  | 'preorder'
  | 'third_party_stock'
  | 'ignored'
  | 'unread'

export type Severity = 'none' | 'low' | 'normal' | 'high'

/** Why an order is not judged at all. */
export type SkipReason = 'cancelled' | 'test' | 'fulfilled' | 'ignored_tag'

export type IgnoredCode =
  | 'gift_card'
  | 'no_variant'
  | 'untracked'
  | 'third_party_stock'
  | 'preorder'
  | 'not_shipped'
  | 'ignored_sku'

export type Reason = { code: IgnoredCode; words: string }

/** Units that another location could ship instead; `coversAll` if that ends the shortage of the line. */
export type Reroute = { locationId: string; locationName: string; units: number; coversAll: boolean }

/** `units` of `incoming` are left for this line after the earlier orders have had theirs. */
export type Eta = { at: number | null; isLate: boolean; incoming: number; units: number; enough: boolean }

export type Hint = { kind: 'safety_stock' | 'quality_control'; units: number }

/** Between how many and how many units are short, when the queue and the platform's `committed` disagree. */
export type Uncertain = { atLeast: number; atMost: number }

export type LineVerdict = {
  fulfillmentOrderId: string
  lineId: string
  orderLineId: string
  sku: string
  title: string
  itemId: string | null
  locationId: string
  locationName: string
  bundleId: string | null
  wanted: number
  given: number
  short: number
  class: ShortageClass
  /** Sold below zero although the shop does not want that; stays true on a line of class `reroute`. */
  isOversold: boolean
  /** `here`: units that can be handed out; `committed`: as the platform says; `bypassed`: claims on top of it. */
  pool: { here: number; committed: number; bypassed: number } | null
  /** Other orders that are served before, first come first. */
  ahead: { orderName: string; quantity: number }[]
  /** Of a verdict that was kept: how many orders and units stand before beside those that `ahead` names. */
  aheadMore?: { orders: number; units: number }
  reroute: Reroute | null
  /** Where the line's work could be moved to, whether there is stock or not. Verdicts of earlier versions have none. */
  movableTo?: string[]
  eta: Eta | null
  hints: Hint[]
  uncertain: Uncertain | null
  /** Why the line was not judged. */
  reason: Reason | null
}

/** A bundle is as complete as its scarcest component. */
export type BundleVerdict = {
  id: string
  title: string
  /** Bundles of which something must still leave. */
  wanted: number
  shippable: number
  /** Order lines of the components that hold it up. */
  shortOrderLineIds: string[]
}

export type Verdict = {
  orderId: string
  orderName: string
  readAt: number
  class: ShortageClass
  severity: Severity
  skipped: SkipReason | null
  lines: LineVerdict[]
  bundles: BundleVerdict[]
  /** Over the judged lines only. */
  shortUnits: number
  wantedUnits: number
  isUncertain: boolean
  /** '3 of 8 MUG are waiting for stock', without the order's name; empty if nothing is short. */
  subject: string
  subjectParts: { short: number; wanted: number; what: string }
  explanation: string
  /** When all that is short should be here; null if that is not known. */
  readyAgainAt: number | null
  /** The open fulfilment orders, sorted: two readings agree only if these do. */
  fulfillmentOrderIds: string[]
  /** Fulfilment orders and the shortage of every line. */
  fingerprint: string
  /** What is short of which order line where; it outlives splits and merges, so it tells whether there is news. */
  shortage: string
  evidence: Evidence[]
}

/** What a shortage rested on when somebody was told of it; says later what has changed. */
export type Evidence = {
  orderLineId: string
  label: string
  locationId: string
  locationName: string
  here: number
  wanted: number
  aheadUnits: number
  aheadOrders: string[]
}
