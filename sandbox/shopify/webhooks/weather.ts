/** What becomes of the next events: for tests of loss, repetition and disorder. */
export interface Weather {
  /** Share of events that are never sent, 0 to 1. */
  lost: number
  /** This many of the next events (of one topic, if named) are never sent. */
  next: { count: number; topic?: string }
  /** How often each event is sent. */
  copies: number
  /** Before the first try. */
  delayMs: number
  /** Events are held back until `release`, which sends them in random order. */
  isHeld: boolean
  random: () => number
}

/** Everything is sent, once, at once. */
export const calm = (random: () => number): Weather => ({
  lost: 0,
  next: { count: 0 },
  copies: 1,
  delayMs: 0,
  isHeld: false,
  random,
})

/** Numbers in [0, 1) by the mulberry steps: the same seed gives the same numbers. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
