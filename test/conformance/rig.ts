import type { Delivery } from '#spine/connections/intake.ts'
import type { RefusalCode } from '#spine/refusal.ts'
import type { Fault, Faults, Match } from '#sandbox/faults.ts'
import type { Ledger } from '#sandbox/ledger.ts'

/**
 * What becomes of a write that should not have been. `absolute`: it states what shall be. `declared`: its provider names what takes it
 * back. `additive`: it only adds something for the shop's own people to read (`internal` actions alone). `irreversible`: its preview
 * says so, and it waits for a person. Otherwise another action takes it back.
 */
export type Undo =
  | 'absolute'
  | 'additive'
  | 'declared'
  | 'irreversible'
  | { readonly action: string; input(output: unknown): unknown }

/** One action of the connector, ready to be tried. */
export interface Deed {
  /** A fresh valid input; may prepare at the platform what the action needs. */
  input(): unknown
  /** Where its decisive call lands at the simulator, so that a fault hits that one. */
  readonly aim?: Match
  /** The kind of ledger entry that it leaves, exactly one. Absent for reads. */
  readonly leaves?: string
  readonly undo?: Undo
  /** Fields of the output that only the doing itself can see; a probe must say null there. */
  readonly onlySeen?: readonly string[]
  /** What the platform holds of the input's object, to be the same after the undoing. */
  state?(input: unknown): unknown
}

/** A misbehaviour and what may be said of it. Codes for a read, and for a write of which this was the decisive call. */
export interface FaultCase {
  readonly name: string
  readonly fault: Fault
  readonly match?: Match
  readonly read: readonly RefusalCode[]
  readonly write: readonly RefusalCode[]
  /** The platform goes silent: the exam turns the clock instead of waiting. */
  readonly isSilent?: boolean
}

/** A throttle and the seconds that may be said to wait after it: from, to. */
export interface Throttle {
  readonly name: string
  readonly fault: () => Fault
  readonly seconds: readonly [number, number]
}

/** Everything that the exam needs of a platform: its simulator, already started, and how to use it. */
export interface Rig<C> {
  readonly good: C
  readonly bad: C
  /** Where the simulator answers, for `account.origin`. */
  readonly origin?: string
  /** An address at which nothing listens, as origin or in the credentials. */
  readonly nowhere: { readonly origin?: string; readonly credentials?: C }
  readonly ledger: Ledger
  readonly faults: Faults
  /** Where `check` lands; null where the simulator cannot disturb it. */
  readonly checkAim: Match | null
  readonly deeds: Readonly<Record<string, Deed>>
  readonly faultCases: readonly FaultCase[]
  readonly throttles: readonly Throttle[]
  readonly intake?: {
    /** A signed delivery, and the same event told again by the platform. */
    readonly deliveries: readonly { readonly first: Delivery; readonly again: Delivery }[]
    /** Lower-case headers in which the signature stands. */
    readonly signature: readonly string[]
  }
  /** The platform's answers or payloads from its documents, read by the connector's own code. */
  readonly samples: readonly { readonly name: string; read(): unknown }[]
  /** Further spellings of secrets, beside the marked credentials themselves. */
  readonly secrets?: readonly string[]
  close(): Promise<void>
}

export type Grade = 'none' | 'bronze' | 'silver' | 'gold'
