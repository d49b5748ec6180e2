import { releaseFulfillment } from '#commerce/holds.ts'
import { provide } from '#spine/actions/provide.ts'
import { Refusal } from '#spine/refusal.ts'
import { ask, type ShopifyAccount } from '../../client.ts'
import { releaseWork } from '../../documents/holds.ts'
import { refuseOn } from '../answered.ts'
import { holdSaid, readWork, reasonOf } from './held-work.ts'

/** Releases the one hold that is named, and nobody else's. */
export const shopifyReleaseFulfillment = provide(releaseFulfillment, {
  async run({ fulfillmentOrder, hold }, account: ShopifyAccount) {
    const { id, fulfillmentHolds } = await readWork(account, fulfillmentOrder)
    const found = fulfillmentHolds.find(one => one.id === hold)
    const isHeld = fulfillmentHolds.some(one => one.id !== hold)
    // Gone already, by whoever: that is what was wished.
    if (!found) return { isHeld, released: null }
    const done = await ask(account, releaseWork, { id, holds: [hold] })
    refuseOn(done.fulfillmentOrderReleaseHold?.userErrors)
    return { isHeld, released: { reason: reasonOf(found.reason), note: found.reasonNotes ?? '' } }
  },
  async probe({ fulfillmentOrder, hold }, account) {
    const { fulfillmentHolds } = await readWork(account, fulfillmentOrder)
    return fulfillmentHolds.some(one => one.id === hold)
      ? { is: 'absent' }
      : {
          is: 'applied',
          output: { isHeld: fulfillmentHolds.length > 0, released: null },
          evidence: 'The hold is gone.',
        }
  },
  async preview({ fulfillmentOrder, hold }, account) {
    const { id, status, order, fulfillmentHolds } = await readWork(account, fulfillmentOrder)
    const found = fulfillmentHolds.find(one => one.id === hold)
    if (!found) throw new Refusal('refused', 'There is no such hold any more.')
    const others = fulfillmentHolds.length - 1
    return {
      subject: id,
      title: order.name,
      changes: [
        { field: 'hold', from: holdSaid(reasonOf(found.reason), found.reasonNotes ?? ''), to: null },
        { field: 'status', from: status.toLowerCase(), to: others > 0 ? status.toLowerCase() : 'open' },
      ],
      ...(order.customer && { customer: order.customer.id }),
      ...(others === 0 && { irreversible: ['What leaves the house meanwhile is not held again.'] }),
    }
  },
  undo: ({ fulfillmentOrder }, { released }) =>
    released === null ? undefined : { action: 'hold_fulfillment', input: { fulfillmentOrder, ...released } },
})
