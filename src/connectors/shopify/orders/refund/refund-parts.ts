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
 * take. Undefined where they cannot take it all, or where it is more than the whole order may give back (`most`).
 */
export function partsOf(minor: number, payables: readonly Payable[], most: number): Part[] | undefined {
  if (minor > most) return undefined
  const suggested = payables.reduce((sum, one) => sum + one.suggested, 0)
  let left = minor
  const parts = payables.flatMap(({ gateway, parentId, suggested: wanted, most: room }) => {
    const some = minor === suggested ? wanted : Math.min(left, room)
    left -= some
    return some > 0 ? [{ gateway, parentId, minor: some }] : []
  })
  return left === 0 ? parts : undefined
}
