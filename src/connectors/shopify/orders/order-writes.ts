import { shopifyCancelOrder } from './cancel-order.ts'
import { shopifyRefundOrder } from './refund-order.ts'

/** Everything that can be done with an order at Shopify. */
export const orderWrites = [shopifyRefundOrder, shopifyCancelOrder]
