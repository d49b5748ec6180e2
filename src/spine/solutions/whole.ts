import type { Performing } from '../actions/performing.ts'
import type { Anchoring } from '../audit/anchoring.ts'
import type { Connecting } from '../connections/accounts.ts'
import type { Desk } from './desk.ts'
import type { Solution } from './solution.ts'

/** The spine as one thing: what doors perform with. */
export interface Engine extends Performing<Desk> {
  readonly connecting: Connecting
  readonly solutions: readonly Solution[]
  /** Where the heads of the audit are kept outside the database; absent where nobody wants them. */
  readonly anchoring?: Anchoring | undefined
  /** Says that new events wait, to this process's own worker of events. */
  wake(): void
}
