import type { z } from 'zod'
import type { Account } from './account.ts'

/** How much harm an action can do; policy, approval and undo hang upon it. */
export type Risk = 'read' | 'personal' | 'internal' | 'customer' | 'money' | 'irreversible'

/** An action as everyone sees it: declared once, by `action()`. */
export interface Declared {
  readonly name: string
  readonly says: string
  readonly risk: Risk
  readonly input: z.ZodObject
  readonly output: z.ZodObject
  fact?(input: never): string
  readonly recallSeconds?: number
  readonly isMail?: boolean
}

/** What a provider is told beside its input. */
export interface Attempt {
  /** The business fact's key, the same on every retry: send it wherever the platform takes an idempotency key or reference. */
  readonly key: string
  /** When the first attempt's intent was committed (ISO). Probes look no further back than a little before it. */
  readonly since: string
}

/** A probe's finding. `ambiguous` goes to a person, with the evidence. */
export type Finding<O> =
  | { readonly is: 'applied'; readonly output: O; readonly evidence?: string }
  | { readonly is: 'absent'; readonly evidence?: string }
  | { readonly is: 'ambiguous'; readonly evidence: string }

/** One field that a write would change. Money as integer minor units, times as ISO strings. */
export interface Change {
  readonly field: string
  readonly from: unknown
  readonly to: unknown
}

/**
 * What a write would do, read from the platform at this moment. A person approves exactly this: it is read again before execution,
 * and a difference withdraws the approval.
 */
export interface Preview {
  /** The platform's object that changes, by its own id; caps per order hang upon it. */
  readonly subject: string
  /** How people call it: `#1042`. */
  readonly title: string
  readonly changes: readonly Change[]
  /** What leaves the shop: integer minor units of an ISO 4217 currency. */
  readonly money?: { readonly minor: number; readonly currency: string }
  /** The platform's id of the customer who is concerned; caps per customer hang upon it. */
  readonly customer?: string
  readonly recipients?: readonly string[]
  /** What cannot be taken back, one sentence each. */
  readonly irreversible?: readonly string[]
}

/** The action that takes a done one back. */
export interface Compensation {
  readonly action: string
  readonly input: Readonly<Record<string, unknown>>
}

/**
 * One action as one platform performs it. The registry speaks through `run` and `probe` with parsed input only.
 * A write without a `probe` is parked for a person whenever its outcome is unknown.
 */
export interface Provided<C> {
  readonly action: Declared
  run(input: unknown, account: Account<C>, attempt: Attempt): Promise<unknown>
  probe?(input: unknown, account: Account<C>, attempt: Attempt): Promise<Finding<unknown>>
  /** Required above `internal` risk. Reads only. */
  preview?(input: unknown, account: Account<C>): Promise<Preview>
  /** The compensation of a done deed; absent where it cannot be taken back. */
  undo?(input: unknown, output: unknown): Compensation | undefined
  /** How long the platform may take until a done write can be read back. Default 2 s. */
  readonly settleSeconds?: number
}
