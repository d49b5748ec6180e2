import { ask, type ShopifyAccount } from '../client.ts'
import { orderWords } from '../documents/notes.ts'
import { orderId, unknownOrder } from './answered.ts'

/** Tags and note of the order of that id. Refuses `not_found`. */
export async function readWords(account: ShopifyAccount, id: string) {
  const { order } = await ask(account, orderWords, { id: orderId(id) })
  if (!order) throw unknownOrder()
  return order
}
