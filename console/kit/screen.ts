import type { ComponentType } from 'react'
import type { Icon } from '@primer/octicons-react'
import type { en } from '#console/words/en.ts'
import type { KeyOf, Speech } from './words/words.ts'

/** Where a screen stands in the menu. */
export interface Entry {
  /** A key of console/words. */
  readonly label: KeyOf<typeof en>
  readonly icon: Icon
  readonly order: number
  /** What to press to get there: `g b`. */
  readonly keys?: string
  /** Whoever lacks it does not see the entry. */
  readonly permission?: string
}

/** One screen: an address, a chunk of its own that is loaded when it is wanted, and the texts that it speaks. */
export interface Screen {
  /** As the router writes it: `/backorders/$case`. */
  readonly path: string
  load(): Promise<ComponentType>
  /** The document that explains it, and its heading there: `approvals`, `console#orders`. The `?` of its header leads to it. */
  readonly help: string
  readonly words?: Speech
  readonly entry?: Entry
}
