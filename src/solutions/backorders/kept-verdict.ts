import type { LineVerdict, Verdict } from './rule/verdict.ts'

/** A queue may hold thousands, and each of them would name all before it. */
const mostNamed = 20

/** A verdict as it is stored with its case: of the orders before a line the first are named, the others counted. */
export const keptVerdict = (verdict: Verdict): Verdict => ({
  ...verdict,
  lines: verdict.lines.map(line => ({ ...line, ...named(line.ahead) })),
})

const named = (ahead: LineVerdict['ahead']): Pick<LineVerdict, 'ahead' | 'aheadMore'> => {
  const rest = ahead.slice(mostNamed)
  const units = rest.reduce((sum, { quantity }) => sum + quantity, 0)
  return { ahead: ahead.slice(0, mostNamed), aheadMore: { orders: rest.length, units } }
}
