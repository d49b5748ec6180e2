import type { z } from 'zod'
import type { editOrderLines } from '#commerce/order-edits.ts'
import { Refusal } from '#spine/refusal.ts'
import type { EditableLine } from '../../documents/edits.ts'

export type Wanted = z.output<typeof editOrderLines.input>

/** What of the wish is not so yet. */
export interface Steps {
  readonly changed: readonly { readonly line: EditableLine; readonly quantity: number }[]
  readonly added: Wanted['add']
}

/** Holds the wish against the lines as they are, purely. Refuses what has left, what is not there, and what would be doubled. */
export function stepsOf(lines: readonly EditableLine[], { lines: wishes, add }: Wanted): Steps {
  const changed = wishes.flatMap(({ line: id, quantity }) => {
    const line = lines.find(one => one.id === id)
    if (!line) throw new Refusal('invalid_input', 'The order has no such line.')
    const gone = line.currentQuantity - line.unfulfilledQuantity
    if (quantity < gone)
      throw new Refusal('refused', `${gone} of ${line.title} have left: they cannot be taken out.`)
    return quantity === line.currentQuantity ? [] : [{ line, quantity }]
  })
  const added = add.filter(({ variant, quantity }) => {
    const [there] = lines.filter(one => one.variant?.id === variant && one.currentQuantity > 0)
    if (there && there.currentQuantity !== quantity)
      throw new Refusal('invalid_input', `The order has ${there.title} already: change its line.`)
    return !there
  })
  return { changed, added }
}

/** The lines of the articles that were to be added. */
export function addedLines(lines: readonly EditableLine[], { add }: Wanted): string[] {
  const isAdded = (line: EditableLine) =>
    line.currentQuantity > 0 && add.some(one => one.variant === line.variant?.id)
  return lines.filter(isAdded).map(line => line.id)
}
