import type { PoolFacts } from './facts.ts'
import type { Eta, LineVerdict } from './verdict.ts'

/**
 * What is on its way for a short line. `shortAhead`: units that earlier orders are short of; they are served first, so
 * a delivery may be spoken for before it arrives.
 */
export const etaOf = (
  pool: Pick<PoolFacts, 'incoming' | 'incomingAt'>,
  short: number,
  shortAhead: number,
  readAt: number,
): Eta | null => {
  if (short === 0 || pool.incoming <= 0) return null
  const units = Math.min(short, Math.max(0, pool.incoming - shortAhead))
  const at = pool.incomingAt ?? null
  return { at, isLate: at !== null && at < readAt, incoming: pool.incoming, units, enough: units === short }
}

/** When the last of the short lines should be complete; null if any of them has no date to trust. */
export const readyAgainAt = (lines: readonly Pick<LineVerdict, 'short' | 'eta'>[]): number | null => {
  const dates = lines.filter(line => line.short > 0).map(line => trusted(line.eta))
  if (dates.length === 0 || dates.includes(null)) return null
  return Math.max(...dates.filter(date => date !== null))
}

const trusted = (eta: Eta | null): number | null => (eta?.enough && !eta.isLate ? eta.at : null)
