/** When a second reading may count, `seconds` after the first: never the same moment, not even with 0 seconds. */
export const dueAt = (since: number, seconds: number): number => since + Math.max(1, seconds * 1000)

/** What was read at `since` and is read again now: null if it has held for `seconds`, else when to read again. */
export const holdsAt = (since: number, readAt: number, seconds: number): number | null => {
  const until = dueAt(since, seconds)
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
