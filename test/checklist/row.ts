/** One thing that people who work in consoles all day expect, and what this one does about it. */
export interface Row {
  readonly id: string
  readonly expects: string
  readonly rule: string
  /** Titles of the tests that show it, as they stand in the test files. */
  readonly shownBy: readonly string[]
  /** What of it is not here yet, and why. A row that no test shows must have it. */
  readonly missing?: string
}
