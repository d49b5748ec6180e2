/** The schedule that Standard Webhooks 1.0.0 recommends: seconds before each attempt, ten in 75 h 35 m 05 s. */
const waits = [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]

/** What became of one attempt. `status` is absent where there was no answer. */
export interface Outcome {
  readonly status?: number | undefined
  /** How long the receiver asked to be left alone, in seconds. */
  readonly retryAfter?: number | undefined
}

/** What follows from it. */
export type Verdict =
  | { readonly is: 'delivered' }
  | { readonly is: 'again'; readonly afterSeconds: number }
  /** Tried as often as it is worth. */
  | { readonly is: 'exhausted' }
  /** The receiver wants nothing any more: 410. */
  | { readonly is: 'gone' }

/**
 * Only 2xx is a success; a redirect is none, for what is signed is meant for one address. Jitter only lengthens a wait, by up to a
 * fifth, and Retry-After is kept where it asks for more.
 * @param tries attempts made, this one included
 */
export function verdictOf(
  { status, retryAfter = 0 }: Outcome,
  tries: number,
  random: () => number = Math.random,
): Verdict {
  if (status !== undefined && status >= 200 && status < 300) return { is: 'delivered' }
  if (status === 410) return { is: 'gone' }
  const wait = waits[tries]
  if (wait === undefined) return { is: 'exhausted' }
  return { is: 'again', afterSeconds: Math.max(retryAfter, Math.ceil(wait * (1 + random() / 5))) }
}
