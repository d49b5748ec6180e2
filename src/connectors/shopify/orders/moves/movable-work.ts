import type { moveFulfillment } from '#commerce/moves.ts'
import { Refusal } from '#spine/refusal.ts'
import type { z } from 'zod'
import { ask, type ShopifyAccount } from '../../client.ts'
import { movableWork } from '../../documents/moves.ts'
import { idOf } from '../answered.ts'

/** What is to be moved, as its action takes it. */
export type Wish = z.output<typeof moveFulfillment.input>

/** The work as it stands at the shop, with the wished location. Refuses `not_found`. */
export async function readMovable(account: ShopifyAccount, { fulfillmentOrder: id, location }: Wish) {
  const names = { id: idOf('FulfillmentOrder', id), to: idOf('Location', location) }
  const { fulfillmentOrder } = await ask(account, movableWork, names)
  if (!fulfillmentOrder) throw new Refusal('not_found', 'The shop knows no such fulfilment order.')
  return fulfillmentOrder
}

export type Movable = Awaited<ReturnType<typeof readMovable>>

/** The units that go, by line; all that is left of the work when none are named. Refuses `conflict` where it holds others by now. */
export function goingOf({ lineItems: { nodes } }: Movable, { lines }: Wish) {
  const all = nodes.filter(({ remainingQuantity }) => remainingQuantity > 0)
  if (lines.length === 0) return all.map(line => ({ line, units: line.remainingQuantity }))
  return lines.map(({ line: id, quantity, of }) => {
    const line = all.find(one => one.id === id)
    if (line?.remainingQuantity !== of || quantity > of)
      throw new Refusal(
        'conflict',
        `There are ${line?.remainingQuantity ?? 0} units of that line to be sent, and not ${of}.`,
      )
    return { line, units: quantity }
  })
}

/** Refuses what the shop would not let be sent from there. Gives the name of the place. */
export function placeOf({ status, locationsForMove }: Movable, { location }: Wish): string {
  const [place] = locationsForMove.nodes.filter(one => one.location.id === location)
  if (place?.movable) return place.location.name
  throw new Refusal('refused', place?.message ?? `What is ${status.toLowerCase()} cannot be sent from there.`)
}
