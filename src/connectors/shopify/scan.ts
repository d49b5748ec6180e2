import type { Scanned } from '#spine/connections/connector.ts'
import { ask, type ShopifyAccount } from './client.ts'
import { ordersChanged } from './documents/documents.ts'
import { businessKeyOf } from './webhooks/webhooks.ts'

/**
 * Every order that changed since `since`, oldest change first. One made since then is told as created, and one that changed is told
 * as updated to its present version: under the keys that the webhooks have, so that what came is found again and not repeated.
 */
export async function* scanOrders(account: ShopifyAccount, since: string): AsyncIterable<readonly Scanned[]> {
  const query = `updated_at:>='${since}'`
  let after: string | null = null
  for (;;) {
    const { orders }: Awaited<ReturnType<typeof page>> = await page(account, query, after)
    yield orders.nodes.flatMap(order => toldOf(order, since))
    const { hasNextPage, endCursor } = orders.pageInfo
    // A cursor that leads to itself would go round for ever.
    if (!hasNextPage || endCursor === after) return
    after = endCursor
  }
}

const page = (account: ShopifyAccount, query: string, after: string | null) =>
  ask(account, ordersChanged, { first: 100, after, query })

interface Changed {
  readonly id: string
  readonly legacyResourceId: string
  readonly createdAt: string
  readonly updatedAt: string
}

function toldOf(order: Changed, since: string): Scanned[] {
  const { id, legacyResourceId, createdAt, updatedAt } = order
  const body = {
    id: legacyResourceId,
    admin_graphql_api_id: id,
    created_at: createdAt,
    updated_at: updatedAt,
  }
  const told = (topic: string, occurredAt: string): Scanned => ({
    topic,
    businessKey: businessKeyOf(topic, body) ?? `${topic}:${id}`,
    occurredAt: new Date(occurredAt).toISOString(),
    body: JSON.stringify(body),
  })
  const isNew = Date.parse(createdAt) >= Date.parse(since)
  const wasChanged = !isNew || Date.parse(updatedAt) > Date.parse(createdAt)
  return [
    ...(isNew ? [told('orders/create', createdAt)] : []),
    ...(wasChanged ? [told('orders/updated', updatedAt)] : []),
  ]
}
