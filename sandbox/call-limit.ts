export type CallLimitOptions = { calls: number; perSeconds: number; now?: () => number }

/** A leaky bucket: it holds `calls`, and loses `calls / perSeconds` of them each second. `now` is in milliseconds. */
export class CallLimit {
  readonly #calls: number
  readonly #leakPerMs: number
  readonly #now: () => number
  #level = 0
  #at: number

  constructor({ calls, perSeconds, now = () => performance.now() }: CallLimitOptions) {
    this.#calls = calls
    this.#leakPerMs = calls / perSeconds / 1000
    this.#now = now
    this.#at = now()
  }

  /** Seconds to wait, or 0 when the call was taken in. */
  take(): number {
    const at = this.#now()
    this.#level = Math.max(0, this.#level - (at - this.#at) * this.#leakPerMs)
    this.#at = at
    const excess = this.#level + 1 - this.#calls
    if (excess > 0) return Math.max(1, Math.ceil(excess / this.#leakPerMs / 1000))
    this.#level += 1
    return 0
  }

  /** As the header states it: calls in the bucket / size of the bucket. */
  state(): string {
    return `${Math.ceil(this.#level)}/${this.#calls}`
  }
}
