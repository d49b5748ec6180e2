import { dueAt, holdsAt } from './hysteresis.ts'
import type { Verdict } from './verdict.ts'

/** The first of the two short readings. */
export type Suspicion = { since: number; fulfillmentOrderIds: string[] }

export type Confirmation =
  | { is: 'confirmed' }
  | { is: 'wait'; until: number }
  /** The work was split, merged, moved or added to meanwhile: this reading is the first one now. */
  | { is: 'restart'; suspicion: Suspicion; until: number }

type ShortReading = Pick<Verdict, 'readAt' | 'fulfillmentOrderIds'>

/** A short reading that nobody is told of yet. */
export const suspect = (
  { readAt, fulfillmentOrderIds }: ShortReading,
  seconds: number,
): { suspicion: Suspicion; until: number } => ({
  suspicion: { since: readAt, fulfillmentOrderIds },
  until: dueAt(readAt, seconds),
})

/**
 * A second short reading at least `seconds` after the first, of the same fulfilment orders, confirms it: platforms
 * reserve, route and restock in several steps, and a reading between two of them is short for a moment.
 */
export const confirm = (suspicion: Suspicion, second: ShortReading, seconds: number): Confirmation => {
  if (!isSameSet(suspicion.fulfillmentOrderIds, second.fulfillmentOrderIds))
    return { is: 'restart', ...suspect(second, seconds) }
  const until = holdsAt(suspicion.since, second.readAt, seconds)
  return until === null ? { is: 'confirmed' } : { is: 'wait', until }
}

const isSameSet = (a: readonly string[], b: readonly string[]): boolean =>
  new Set(a).symmetricDifference(new Set(b)).size === 0
