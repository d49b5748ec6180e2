/** The reasons for which Storewright refuses. Doors translate them once; nothing else is ever shown to a caller. */
export type RefusalCode =
  | 'invalid_input'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'rate_limited'
  | 'refused'
  | 'unavailable'
  | 'unknown_outcome'
  | 'unsupported'

/** One thing wrong with an input: where (a JSON pointer) and what. */
export interface Flaw {
  readonly pointer: string
  readonly message: string
}

interface RefusalOptions {
  /** Seconds after which the same request may succeed; absent = repeating it is useless. */
  readonly retryAfterSeconds?: number
  readonly flaws?: readonly Flaw[]
  readonly cause?: unknown
}

/**
 * An answer of "no" that a person can act upon. `says` is one plain sentence without secrets.
 *
 * What the codes say of an outside write: `refused`, `rate_limited`, `unavailable`, `unauthenticated` and the like mean
 * that it certainly did not happen; `unknown_outcome` alone means that it may have, and must be reconciled before a retry.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode
  readonly says: string
  readonly retryAfterSeconds: number | undefined
  readonly flaws: readonly Flaw[]

  constructor(code: RefusalCode, says: string, options: RefusalOptions = {}) {
    super(`${code}: ${says}`, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.says = says
    this.retryAfterSeconds = options.retryAfterSeconds
    this.flaws = options.flaws ?? []
  }
}

/** A refusal as it is; anything else thrown is a defect and stays one. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Refusal
}
