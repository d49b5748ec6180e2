import type { Account } from '#spine/connections/account.ts'
import type { Scanned } from '#spine/connections/connector.ts'
import { ask } from './client.ts'
import type { Credentials } from './credentials.ts'
import { ordersChanged } from './documents.ts'
import { ChangedOrders } from './shapes.ts'
import { businessKeyOf } from './webhooks.ts'

/**
 * Every order that changed since `since`, oldest change first. An order made since then is told as created, under the key that its
 * webhook would have: if that came, nothing new is stored. One made earlier is told as updated to its present version.
 */
export async function* scanOrders(
  account: Account<Credentials>,
  since: string,
): AsyncIterable<readonly Scanned[]> {
  let after: string | null = null
  for (;;) {
    const { orders }: typeof ChangedOrders._zod.output = await ask(
      account,
      { text: ordersChanged, isWrite: false, cost: 110, data: ChangedOrders },
      { first: 100, after, query: `updated_at:>='${since}'` },
    )
    yield orders.nodes.flatMap(order => {
      const isNew = Date.parse(order.createdAt) >= Date.parse(since)
      const topic = isNew ? 'orders/create' : 'orders/updated'
      const body = {
        id: order.legacyResourceId,
        admin_graphql_api_id: order.id,
        name: order.name,
        updated_at: order.updatedAt,
      }
      const businessKey = businessKeyOf(topic, body)
      return businessKey === undefined
        ? []
        : [{ topic, businessKey, occurredAt: order.updatedAt, body: JSON.stringify(body) }]
    })
    if (!orders.pageInfo.hasNextPage) return
    after = orders.pageInfo.endCursor
  }
}
