import { shopifyCancelOrder } from './cancel-order.ts'
import { shopifyChangeTags } from './change-tags.ts'
import { shopifyHoldFulfillment } from './hold-fulfillment.ts'
import { shopifyRefundOrder } from './refund-order.ts'
import { shopifyReleaseFulfillment } from './release-fulfillment.ts'
import { shopifySetNote } from './set-note.ts'

/** Everything that can be done with an order at Shopify. */
export const orderWrites = [
  shopifyRefundOrder,
  shopifyCancelOrder,
  shopifyChangeTags,
  shopifySetNote,
  shopifyHoldFulfillment,
  shopifyReleaseFulfillment,
]
