import { compareIds } from './allocation.ts'
import { bundleVerdicts } from './bundles.ts'
import { orderClass, severityOf } from './classes.ts'
import { demandUnits, isOpen } from './demand.ts'
import { readyAgainAt } from './eta.ts'
import { explanationOf, labelOf, subjectOf, subjectPartsOf } from './explanation.ts'
import type { OrderFacts, Reading } from './facts.ts'
import { notReady, skipReason } from './gate.ts'
import type { RuleSettings } from './settings.ts'
import { lineVerdicts } from './shortages.ts'
import type { Evidence, LineVerdict, Verdict } from './verdict.ts'

/**
 * The whole rule for one order: what it lacks, where, because of whom, and what could be done. `reading.pools` must
 * hold every pool that the order draws on, each with its queue. Judges a skipped or unready order as having no
 * shortage (`skipped`, or class `unread`), so that its case can go on living.
 */
export const judge = (reading: Reading, settings: RuleSettings): Verdict => {
  const { order } = reading
  const skipped = skipReason(order, settings)
  const isUnready = notReady(order) !== null
  const units = skipped ? [] : demandUnits(order, settings)
  const lines = lineVerdicts(isUnready ? { ...reading, pools: [] } : reading, units, settings)
  const bundles = bundleVerdicts(
    units.flatMap((unit, at) => lines.slice(at, at + 1).map(verdict => ({ unit, verdict }))),
  )
  const kind = isUnready && !skipped ? 'unread' : orderClass(lines)
  const judged = lines.filter(line => line.reason === null)
  const parts = subjectPartsOf(judged)
  const fulfillmentOrderIds = openWork(order)
  const told = { orderName: order.name, class: kind, skipped, lines, bundles, parts }
  return {
    orderId: order.id,
    orderName: order.name,
    readAt: reading.readAt,
    class: kind,
    severity: severityOf(kind, lines),
    skipped,
    lines,
    bundles,
    shortUnits: sum(judged, line => line.short),
    wantedUnits: sum(judged, line => line.wanted),
    isUncertain: lines.some(line => line.uncertain !== null),
    subject: subjectOf(parts),
    subjectParts: parts,
    explanation: explanationOf(told),
    readyAgainAt: readyAgainAt(lines),
    fulfillmentOrderIds,
    fingerprint: JSON.stringify([fulfillmentOrderIds, lines.map(line => [line.lineId, line.short])]),
    shortage: shortageOf(lines),
    evidence: evidenceOf(lines),
  }
}

const openWork = (order: OrderFacts): string[] =>
  order.fulfillmentOrders
    .filter(work => isOpen(work.status))
    .map(work => work.id)
    .toSorted(compareIds)

/**
 * The platform knows of demand that the ledger does not: whose it is decides who is short. The scan finds it; until then, nobody is
 * blamed who might be served.
 */
export const mayBeCovered = (verdict: Verdict): boolean => {
  const short = verdict.lines.filter(line => line.reason === null && line.short > 0)
  return short.length > 0 && short.every(line => line.uncertain !== null && line.uncertain.atLeast === 0)
}

// Fulfilment lines get new ids when work is split or merged; the order line and the place stay.
const shortageOf = (lines: readonly LineVerdict[]): string => {
  const places = Map.groupBy(
    lines.filter(line => line.short > 0),
    line => JSON.stringify([line.orderLineId, line.locationId]),
  )
  const short = [...places].map(([place, parts]) => `${place}:${sum(parts, line => line.short)}`)
  return short.toSorted(compareIds).join(' ')
}

const evidenceOf = (lines: readonly LineVerdict[]): Evidence[] =>
  lines.flatMap(line =>
    line.pool && line.short > 0
      ? [
          {
            orderLineId: line.orderLineId,
            label: labelOf(line),
            locationId: line.locationId,
            locationName: line.locationName,
            here: line.pool.here,
            wanted: line.wanted,
            aheadUnits: sum(line.ahead, order => order.quantity),
            aheadOrders: line.ahead.slice(0, mostOrdersKept).map(order => order.orderName),
          },
        ]
      : [],
  )

/** How many of the orders ahead are named where a case is stored: a queue may hold thousands, and each would name all before it. */
export const mostOrdersKept = 20

const sum = <T>(list: readonly T[], count: (one: T) => number): number =>
  list.reduce((total, one) => total + count(one), 0)
