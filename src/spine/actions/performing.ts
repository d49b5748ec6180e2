import type { Account } from '../connections/account.ts'
import type { Database, Tx } from '../database/database.ts'
import type { AddJobs } from '../jobs/job.ts'
import type { PutOff } from '../jobs/put-off.ts'
import type { Refusal } from '../refusal.ts'
import type { Intent } from './intent.ts'
import type { Registry } from './tool.ts'

/** How a write ended, told to whoever asked for it, in the transaction of its result. */
export type Settled =
  | { readonly intent: Intent; readonly outcome: 'succeeded'; readonly output: Record<string, unknown> }
  | { readonly intent: Intent; readonly outcome: 'refused' | 'needs_person'; readonly says: string }

/** An active connection, as far as performing needs to know it. */
export interface Reachable {
  readonly id: string
  readonly connector: string
}

/** What a door hands over. `key` names the deed where the input does not: the same key never acts twice. */
export interface Wish {
  readonly tool: string
  readonly input: unknown
  readonly key?: string
  /** Strangers' words that led to it: `customer message`, `web page`. */
  readonly taint?: readonly string[] | undefined
  /** Addresses of the thread that it answers, as verified by us; never what the asker claims. */
  readonly verified?: readonly string[] | undefined
}

/** The end of a performance, as doors show it. */
export type Performance =
  | {
      readonly is: 'done'
      readonly output: Record<string, unknown>
      readonly intent?: string
      readonly isReplay: boolean
    }
  | { readonly is: 'waiting_for_approval'; readonly approval: string; readonly says: string }
  /** Decided upon, and until then it can be called back by undoing it. */
  | {
      readonly is: 'waiting_to_be_sent'
      readonly intent: string
      readonly sendsAt: string
      readonly says: string
    }

/** What performing stands on; the composition root puts it together. */
export interface Performing<Desk> {
  readonly db: Database
  readonly add: AddJobs
  readonly registry: Registry<Desk>
  /** The desk of a solution: what its own actions set going is done in its name, and comes back to it. */
  deskOf(solution: string): Desk
  openAccount(tenantId: string, connectionId: string): Promise<Account<unknown>>
  /**
   * The no that a platform which does not answer would be said to give now, as this process knows, with a time to come back that is the
   * asker's own; undefined where it may be asked.
   */
  turnAway(connectionId: string): Refusal | undefined
  /** Puts off what waits for the same as a job that has just been turned away. */
  readonly putOff: PutOff
  /** The tenant's active connections, oldest first. */
  reachable(tx: Tx): Promise<readonly Reachable[]>
  settled(tx: Tx, settled: Settled): Promise<void>
  count(tool: string, outcome: string): void
  /** How many mails each account may send a minute. */
  readonly mailsPerMinute: number
  /** Where people open the console, without a slash at the end. */
  publicUrl(): string
}
