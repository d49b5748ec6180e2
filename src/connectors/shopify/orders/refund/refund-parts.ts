/** A payment of the order, with what may go back to it. Minor units of the order's presentment currency. */
export interface Payable {
  readonly gateway: string
  readonly parentId: string
  readonly suggested: number
  readonly most: number
}

/** One movement of money back to a payment. */
export interface Part {
  readonly gateway: string
  readonly parentId: string
  readonly minor: number
}

/**
 * Spreads an amount over the payments: as the platform suggests where that is the amount, else in its order, each up to what it can
 * take. Undefined where they cannot take it all.
 */
export function partsOf(minor: number, payables: readonly Payable[]): Part[] | undefined {
  const suggested = payables.reduce((sum, one) => sum + one.suggested, 0)
  let left = minor
  const parts = payables.flatMap(({ gateway, parentId, suggested: wanted, most }) => {
    const some = minor === suggested ? wanted : Math.min(left, most)
    left -= some
    return some > 0 ? [{ gateway, parentId, minor: some }] : []
  })
  return left === 0 ? parts : undefined
}
