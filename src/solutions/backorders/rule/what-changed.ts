import type { Evidence, LineVerdict, Verdict } from './verdict.ts'

export type ChangeCode =
  | 'order_changed'
  | 'moved'
  | 'restocked'
  | 'earlier_orders_left'
  | 'stock_lost'
  | 'overtaken'

export type Change = { code: ChangeCode; words: string }

/** What happened to every shortage that somebody was told of, compared with the new reading. */
export const whatChanged = (before: readonly Evidence[], after: Pick<Verdict, 'lines'>): Change[] =>
  before.flatMap(evidence => {
    const lines = after.lines.filter(line => line.orderLineId === evidence.orderLineId)
    const [elsewhere] = lines
    if (!elsewhere)
      return [{ code: 'order_changed', words: `the order no longer waits for ${evidence.label}` }]
    const here = lines.filter(line => line.locationId === evidence.locationId)
    const [first] = here
    if (!first)
      return [{ code: 'moved', words: `${evidence.label} is now to ship from ${elsewhere.locationName}` }]
    return [...wantedChange(evidence, here), ...roomChange(evidence, first)]
  })

const wantedChange = (evidence: Evidence, lines: readonly LineVerdict[]): Change[] => {
  const wanted = lines.reduce((sum, line) => sum + line.wanted, 0)
  return wanted === evidence.wanted
    ? []
    : [
        {
          code: 'order_changed',
          words: `the order now waits for ${wanted} ${evidence.label} instead of ${evidence.wanted}`,
        },
      ]
}

// An order ahead that ships takes its place and its units along: only the difference leaves room.
const roomChange = (evidence: Evidence, line: LineVerdict): Change[] => {
  if (!line.pool) return []
  const ahead = line.ahead.reduce((sum, order) => sum + order.quantity, 0)
  const supply = line.pool.here - evidence.here
  const room = supply - (ahead - evidence.aheadUnits)
  if (room === 0) return []
  const where = `${evidence.label} at ${evidence.locationName}`
  const counts = `${where}: ${line.pool.here} here instead of ${evidence.here}`
  if (room > 0 && supply > 0) return [{ code: 'restocked', words: counts }]
  if (room < 0 && supply < 0) return [{ code: 'stock_lost', words: counts }]
  const queue = `${where}: ${ahead} units are ahead instead of ${evidence.aheadUnits}`
  return [
    room > 0
      ? { code: 'earlier_orders_left', words: queue + goneWords(evidence, line) }
      : { code: 'overtaken', words: queue },
  ]
}

const goneWords = (evidence: Evidence, line: LineVerdict): string => {
  const still = new Set(line.ahead.map(order => order.orderName))
  const gone = evidence.aheadOrders.filter(name => !still.has(name)).slice(0, 5)
  return gone.length === 0 ? '' : ` (no longer ${gone.join(', ')})`
}
