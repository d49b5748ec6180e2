import { shopifyCancelOrder } from './cancel/cancel-order.ts'
import { shopifyChangeShippingAddress } from './change-shipping-address.ts'
import { shopifyChangeTags } from './change-tags.ts'
import { shopifyCreateDraftOrder } from './drafts/create-draft-order.ts'
import { shopifyDeleteDraftOrder } from './drafts/delete-draft-order.ts'
import { shopifyEditOrderLines } from './edit/edit-order-lines.ts'
import { shopifyHoldFulfillment } from './holds/hold-fulfillment.ts'
import { shopifyMoveFulfillment } from './moves/move-fulfillment.ts'
import { shopifyRefundOrder } from './refund/refund-order.ts'
import { shopifyReleaseFulfillment } from './holds/release-fulfillment.ts'
import { shopifySetNote } from './set-note.ts'

/** Everything that can be done with an order at Shopify. */
export const orderWrites = [
  shopifyRefundOrder,
  shopifyCancelOrder,
  shopifyChangeTags,
  shopifySetNote,
  shopifyHoldFulfillment,
  shopifyReleaseFulfillment,
  shopifyMoveFulfillment,
  shopifyChangeShippingAddress,
  shopifyCreateDraftOrder,
  shopifyDeleteDraftOrder,
  shopifyEditOrderLines,
]
