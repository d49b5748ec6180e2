/** What a merchant may decide about the rule. Durations are seconds. */
export type RuleSettings = {
  /** A case opens from this many short units on (at least 1); once open, it stays open until none is short. */
  minimumShortUnits: number
  /** Orders with one of these tags are left alone; case and blanks do not matter. */
  ignoredTags: readonly string[]
  ignoredSkus: readonly string[]
  ignoreTestOrders: boolean
  /** Judge lines that are never shipped, too. */
  includeNonShipping: boolean
  /** How far apart two short readings must be before anybody is told. */
  confirmSeconds: number
  /** How long a covered reading must hold before the case is closed. */
  closeHoldSeconds: number
  /** Orders with these tags are served before all others, the first tag first. */
  priorityTags: readonly string[]
  /** When to look again at an order that is not ready to be judged. */
  gateRetrySeconds: readonly number[]
}

export const defaultSettings: RuleSettings = {
  minimumShortUnits: 1,
  ignoredTags: [],
  ignoredSkus: [],
  ignoreTestOrders: true,
  includeNonShipping: false,
  confirmSeconds: 60,
  closeHoldSeconds: 300,
  priorityTags: [],
  gateRetrySeconds: [15, 60, 300, 1800],
}

/** Tags and SKUs as people type them: neither case nor blanks around them count. */
export const isListed = (word: string, list: readonly string[]): boolean =>
  list.some(entry => plain(entry) === plain(word))

const plain = (word: string): string => word.trim().toLowerCase()
