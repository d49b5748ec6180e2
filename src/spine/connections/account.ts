import type { Circuit } from '../calls/circuit.ts'
import type { Network } from '../calls/outside/destination.ts'

/** What a platform's answer told of our remaining allowance. `level` of `capacity` is left; `perSecond` flows back. */
export interface PaceReading {
  readonly level: number
  readonly capacity: number
  readonly perSecond: number
}

/** A connection's allowance, one for all processes. */
export interface Pace {
  /** Waits until `cost` (calls or points) may be spent, or throws `rate_limited` when that would take too long. */
  take(cost: number): Promise<void>
  /** Corrects the shared bucket by what the platform just said. */
  learn(reading: PaceReading): Promise<void>
  /** The platform refused us: nobody spends from this bucket for `seconds`. */
  pause(seconds: number): Promise<void>
}

/** What a client noticed beside its answer; shown at the connection, never thrown. */
export type Notice =
  | { readonly kind: 'version'; readonly asked: string; readonly answered: string }
  | { readonly kind: 'credentials_refused'; readonly says: string }

/** One connected account as a connector's client sees it: opened credentials live only here and only in memory. */
export interface Account<C> {
  readonly tenantId: string
  readonly connectionId: string
  readonly credentials: C
  /** Where the platform answers when not at its public address: set for the sandbox only, never by a person. */
  readonly origin: string | undefined
  readonly pace: Pace
  /** Every call to the platform goes through it. */
  readonly circuit: Circuit
  /** How to reach what the credentials name, where they name a machine. */
  readonly network: Network
  /**
   * Replaces the credentials under a lock that all processes share. `change` receives what is stored now (another process may
   * have renewed already: return it unchanged then). Resolves with what is stored afterwards; also updates `credentials`.
   */
  renew(change: (stored: C) => Promise<C>): Promise<C>
  notice(notice: Notice): void
  /** Where one of the account's own members (`mem_…`) is written to; undefined for who is none. Throws Refusal `not_found` for no id. */
  addressOf(member: string): Promise<string | undefined>
}
