import type { LineVerdict, Reason, Reroute, Severity, ShortageClass } from './verdict.ts'

/** A line that was judged. The way out (`reroute`) names it before the fault does. */
export const lineClass = (of: {
  wanted: number
  short: number
  isOversellAllowed: boolean
  reroute: Reroute | null
}): ShortageClass => {
  if (of.short === 0) return 'covered'
  if (of.reroute) return 'reroute'
  if (!of.isOversellAllowed) return 'oversell_race'
  return of.short < of.wanted ? 'partial' : 'backorder'
}

/** A line that was not judged. */
export const ignoredClass = (reason: Reason): ShortageClass =>
  reason.code === 'third_party_stock' || reason.code === 'preorder' ? reason.code : 'ignored'

/** The order is `reroute` only if every short line has a way out; otherwise its worst line speaks for it. */
export const orderClass = (lines: readonly LineVerdict[]): ShortageClass => {
  const short = lines.filter(line => line.short > 0)
  if (short.length === 0)
    return calmClasses.find(kind => lines.some(line => line.class === kind)) ?? 'ignored'
  if (short.every(line => line.class === 'reroute')) return 'reroute'
  if (short.some(line => line.class === 'oversell_race')) return 'oversell_race'
  return lines.some(line => line.reason === null && line.given > 0) ? 'partial' : 'backorder'
}

// Not knowing outranks covered: a case must not close on a reading that is missing.
const calmClasses: readonly ShortageClass[] = ['unread', 'covered', 'third_party_stock', 'preorder']

/** How much it matters. Selling what the shop did not want to sell below zero is always high. */
export const severityOf = (kind: ShortageClass, lines: readonly LineVerdict[]): Severity => {
  if (lines.some(line => line.isOversold)) return 'high'
  if (kind === 'reroute') return 'low'
  return kind === 'partial' || kind === 'backorder' ? 'normal' : 'none'
}
