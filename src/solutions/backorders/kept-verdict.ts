import { mostOrdersKept } from './rule/judge.ts'
import type { LineVerdict, Verdict } from './rule/verdict.ts'

/** A verdict as it is stored with its case: of the orders before a line the first are named, the others counted. */
export const keptVerdict = (verdict: Verdict): Verdict => ({
  ...verdict,
  lines: verdict.lines.map(line => ({ ...line, ...named(line.ahead) })),
})

const named = (ahead: LineVerdict['ahead']): Pick<LineVerdict, 'ahead' | 'aheadMore'> => {
  const rest = ahead.slice(mostOrdersKept)
  const units = rest.reduce((sum, { quantity }) => sum + quantity, 0)
  return { ahead: ahead.slice(0, mostOrdersKept), aheadMore: { orders: rest.length, units } }
}
