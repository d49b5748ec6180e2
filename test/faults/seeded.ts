/** The same numbers for the same seed, so that a failing run can be had again. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Whether the promises are measured at their full numbers, as bin/faults does unless it is told to be quick. */
export const isFull = process.env['FAULTS_FULL'] === '1'

/** How much of a thing: what the variable says; else little in the test command, and much when the numbers are full. */
export function numberFrom(variable: string, usual: number, full = usual): number {
  return Number(process.env[variable] ?? (isFull ? full : usual))
}
