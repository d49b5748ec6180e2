/**
 * Two readings count as holding if they lie at least `seconds` apart. Answers the time to read again (epoch
 * milliseconds), or null once it has held. One reading never holds, not even with 0 seconds.
 */
export const holdsAt = (since: number, readAt: number, seconds: number): number | null => {
  const until = since + Math.max(1, seconds * 1000)
  return readAt >= until ? null : until
}

/**
 * How long a covered reading must hold. It doubles with every re-opening, up to 64 times: a nightly task that resets
 * negative stock to zero, and a sync that undoes it, must not open and close the same ticket day after day.
 */
export const closeHoldSeconds = (seconds: number, reopened: number): number =>
  seconds * 2 ** Math.min(6, reopened)

/** Waits as long again as it has waited, and at least `seconds`: for readings that fail. */
export const lookAgainAt = (since: number, readAt: number, seconds: number): number =>
  readAt + Math.max(1000, seconds * 1000, readAt - since)
