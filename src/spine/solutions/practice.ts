import type { NewConnection } from '../connections/connect.ts'

/** Simulated platforms beside this install, for who has nothing to connect yet: how to connect each, and an order to try with. */
export interface Practice {
  readonly offers: readonly NewConnection[]
  /** Places an order that stock cannot cover, and gives its name. */
  placeOrder(): string
}
