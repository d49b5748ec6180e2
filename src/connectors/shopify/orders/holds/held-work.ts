import type { HoldReason } from '#commerce/holds.ts'
import { Refusal } from '#spine/refusal.ts'
import { ask, type ShopifyAccount } from '../../client.ts'
import { heldWork } from '../../documents/holds.ts'
import { idOf } from '../answered.ts'

/** The piece of work of that id with its holds. Refuses `not_found`. */
export async function readWork(account: ShopifyAccount, id: string) {
  const { fulfillmentOrder } = await ask(account, heldWork, { id: idOf('FulfillmentOrder', id) })
  if (!fulfillmentOrder) throw new Refusal('not_found', 'The shop knows no such fulfilment order.')
  return fulfillmentOrder
}

export const platformReasons: Readonly<Record<HoldReason, string>> = {
  awaiting_payment: 'AWAITING_PAYMENT',
  awaiting_return_items: 'AWAITING_RETURN_ITEMS',
  high_risk_of_fraud: 'HIGH_RISK_OF_FRAUD',
  incorrect_address: 'INCORRECT_ADDRESS',
  inventory_out_of_stock: 'INVENTORY_OUT_OF_STOCK',
  unknown_delivery_date: 'UNKNOWN_DELIVERY_DATE',
  other: 'OTHER',
}

const ours = new Map(Object.entries(platformReasons).map(([reason, word]) => [word, reason]))

/** How a hold is shown to people, the same when it is set and when it is lifted. */
export function holdSaid(reason: HoldReason, note: string): string {
  return note === '' ? reason : `${reason}: ${note}`
}

/** A reason that this version does not know is `other`. */
export function reasonOf(word: string): HoldReason {
  const reason = ours.get(word)
  return isReason(reason) ? reason : 'other'
}

function isReason(text: string | undefined): text is HoldReason {
  return text !== undefined && Object.hasOwn(platformReasons, text)
}
