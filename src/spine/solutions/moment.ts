/** An order at its platform: the connection's uuid, and the platform's own id. */
export interface OrderPlace {
  readonly connection: string
  readonly order: string
}

/** One thing that came about around an order. */
export interface Moment {
  /** ISO, UTC. */
  readonly at: string
  /** Whose page tells more: `event`, `case`, `write`, `approval`. */
  readonly kind: string
  /** A word of its kind's own: a fact's name, a state, a verdict. */
  readonly what: string
  readonly says: string
  /** Where a person or a program did it. */
  readonly who: string | null
  /** As people see it; null where there is no page. */
  readonly id: string | null
}
