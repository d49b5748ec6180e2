/** A way to do harm, and what stands in it. */
export interface Threat {
  readonly id: string
  readonly attack: string
  readonly defence: string
  /** What of it has no code yet, why, and when it comes. A threat without a test must have it. */
  readonly later?: string
}
