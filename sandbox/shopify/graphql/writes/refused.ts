/** Puts a write into the ledger, with the idempotency key and the request it came by. */
export type Write = (kind: string, details: Record<string, unknown>) => void

/** A `userErrors` entry: the platform answers 200 and says here that it did nothing. */
export const userError = (
  message: string,
  field: readonly string[] | null = null,
  code: string | null = null,
) => ({
  message,
  field,
  code,
})
