import type { Tx } from '../database/database.ts'
import { Refusal } from '../refusal.ts'
import { decide } from './decide.ts'
import type { Question, Verdict } from './question.ts'
import { standingOf } from './standing.ts'

/** A deed and who wants it, as a door or a solution knows them. */
export type Wanted = Omit<Question, 'policy' | 'usage' | 'stops'>

/**
 * Decides by what holds in this transaction. Where a preview is due (`needsPreview`) ask only once it was read: what nobody told is
 * decided as if it were the worse.
 */
export async function decideFor(tx: Tx, wanted: Wanted, how: How = {}): Promise<Verdict> {
  const { policy, stops, usage } = await standingOf(tx, wanted)
  return decide({ ...wanted, policy, ...(!how.isCounted && { usage }), ...(!how.isHeldLater && { stops }) })
}

interface How {
  /** What is stopped may be committed all the same: it is held back when it is about to be sent. */
  readonly isHeldLater?: boolean
  /** It has its share of the caps, from when it was first asked for. */
  readonly isCounted?: boolean
}

/** A denial as doors tell it: `unavailable` while stopped, `rate_limited` while a cap is full, else `forbidden`. */
export function refusalOf({ code, says }: Pick<Extract<Verdict, { is: 'deny' }>, 'code' | 'says'>): Refusal {
  if (code === 'stopped') return new Refusal('unavailable', says, { retryAfterSeconds: 60 })
  if (code === 'cap') return new Refusal('rate_limited', says, { retryAfterSeconds: 3600 })
  return new Refusal('forbidden', says)
}
