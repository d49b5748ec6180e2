import { holdFulfillment } from '#commerce/holds.ts'
import { provide } from '#spine/actions/provide.ts'
import type { Attempt } from '#spine/connections/provided.ts'
import { Refusal } from '#spine/refusal.ts'
import { ask, type ShopifyAccount } from '../../client.ts'
import { holdWork } from '../../documents/holds.ts'
import { refuseOn } from '../answered.ts'
import { holdSaid, platformReasons, readWork } from './held-work.ts'
import { markOf } from '../own-mark.ts'

/** Holds under a handle of its own: the platform accepts each handle once, so that no hold is doubled. */
export const shopifyHoldFulfillment = provide(holdFulfillment, {
  async run({ fulfillmentOrder, reason, note }, account: ShopifyAccount, attempt) {
    const hold = { handle: markOf(attempt), reason: platformReasons[reason], reasonNotes: note }
    const { id } = await readWork(account, fulfillmentOrder)
    const { fulfillmentOrderHold: done } = await ask(account, holdWork, { id, hold })
    if (done?.userErrors.some(({ code }) => code === 'DUPLICATE_FULFILLMENT_HOLD_HANDLE')) {
      const found = await findHold(account, fulfillmentOrder, attempt)
      if (found !== undefined) return { hold: found }
    }
    refuseOn(done?.userErrors)
    if (!done?.fulfillmentHold) throw new Refusal('unknown_outcome', 'Shopify did not say whether it holds.')
    return { hold: done.fulfillmentHold.id }
  },
  async probe({ fulfillmentOrder }, account, attempt) {
    const hold = await findHold(account, fulfillmentOrder, attempt)
    return hold === undefined
      ? { is: 'absent' }
      : { is: 'applied', output: { hold }, evidence: `Hold ${hold} carries our mark.` }
  },
  async preview({ fulfillmentOrder, reason, note }, account) {
    const { id, status, order } = await readWork(account, fulfillmentOrder)
    return {
      subject: id,
      title: order.name,
      changes: [
        { field: 'status', from: status.toLowerCase(), to: 'on_hold' },
        { field: 'hold', from: null, to: holdSaid(reason, note) },
      ],
      ...(order.customer && { customer: order.customer.id }),
    }
  },
  undo: ({ fulfillmentOrder }, { hold }) => ({
    action: 'release_fulfillment',
    input: { fulfillmentOrder, hold },
  }),
})

async function findHold(
  account: ShopifyAccount,
  work: string,
  attempt: Attempt,
): Promise<string | undefined> {
  const { fulfillmentHolds } = await readWork(account, work)
  return fulfillmentHolds.find(({ handle }) => handle === markOf(attempt))?.id
}
