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

/** One thing that was found: where it is, and how people call it. */
export interface Found {
  readonly to: string
  readonly title: string
  readonly says?: string | null
}

/** Single things of one kind: the palette finds them by whatever people know of them, and offers those again that were opened. */
export interface Things {
  /** What they are; a key of console/words. */
  readonly label: KeyOf<typeof en>
  readonly icon: Icon
  readonly permission: string
  /** Which kind comes first. */
  readonly order: number
  /** Before the id of each: `/orders/`. */
  readonly under: string
  find(sought: string): Promise<readonly Found[]>
  /** What one is called. For people, whose names stay with the server: here they would outlive being erased there. */
  name?(id: string): Promise<string>
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
  /** Whether it shows one of the `things`, and is remembered under its title; or of a person, by its address alone. */
  readonly thing?: 'by title' | 'by address'
}
