import type { NewConnection } from '../../connections/connect.ts'

/** Simulated platforms beside this install, for who has nothing to connect yet: how to connect each, and what to try with. */
export interface Practice {
  readonly offers: readonly NewConnection[]
  /** Places an order that stock cannot cover, and gives its name. */
  placeOrder(): string
  /** The shop has its sample orders. */
  hasSample(): boolean
  /** Places them, once for all times; gives how many. */
  placeSample(): number
  /** What some of their customers want back. */
  wantedBack(): readonly {
    readonly order: string
    readonly minor: number
    readonly currency: string
    readonly note: string
  }[]
}
