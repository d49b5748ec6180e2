import { spineHolds, type Held } from '../privacy/held.ts'
import type { Solution } from './solution.ts'

/** The whole map of what is held of people: the solutions' own first, for they find the spine's rows by their own. */
export function holdsOf(solutions: readonly Solution[]): readonly Held[] {
  return [...solutions.flatMap(({ holds }) => holds), ...spineHolds]
}
