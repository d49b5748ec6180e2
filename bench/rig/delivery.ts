import { createHmac } from 'node:crypto'

/** A webhook on its way. */
export interface Delivery {
  readonly body: string
  readonly headers: Record<string, string>
}

const padding = 'x'.repeat(2300)

/** A signed orders/create of an order that nobody knows, as large as a small real one. */
export function delivery(id: bigint, secret: string): Delivery {
  const gid = `gid://shopify/Order/${id}`
  const body = `{"id":${id},"admin_graphql_api_id":"${gid}","name":"#${id}","updated_at":"2026-11-01T10:00:00Z","note":"${padding}"}`
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'x-shopify-topic': 'orders/create',
      'x-shopify-shop-domain': 'sandbox-shop.myshopify.com',
      'x-shopify-event-id': `e${id}`,
      'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
    },
  }
}
