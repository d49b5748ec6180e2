import type { Account } from '#spine/connections/account.ts'
import type { Upkept } from '#spine/connections/connector.ts'
import { refuseUserErrors } from './answers.ts'
import { apiVersion, ask } from './client.ts'
import type { Credentials } from './credentials.ts'
import { subscribe, subscriptions, unsubscribe } from './documents.ts'
import { Subscribed, Subscriptions, Unsubscribed } from './shapes.ts'

/** What we listen to, and the path of each below the connection's own address. */
export const topics = {
  ORDERS_CREATE: 'orders/create',
  ORDERS_UPDATED: 'orders/updated',
  ORDERS_EDITED: 'orders/edited',
  ORDERS_CANCELLED: 'orders/cancelled',
  ORDERS_DELETE: 'orders/delete',
  REFUNDS_CREATE: 'refunds/create',
  INVENTORY_LEVELS_UPDATE: 'inventory_levels/update',
  FULFILLMENT_ORDERS_ORDER_ROUTING_COMPLETE: 'fulfillment_orders/order_routing_complete',
  FULFILLMENT_ORDERS_MOVED: 'fulfillment_orders/moved',
  FULFILLMENT_ORDERS_SPLIT: 'fulfillment_orders/split',
  FULFILLMENT_ORDERS_MERGED: 'fulfillment_orders/merged',
  FULFILLMENT_ORDERS_PLACED_ON_HOLD: 'fulfillment_orders/placed_on_hold',
  FULFILLMENT_ORDERS_HOLD_RELEASED: 'fulfillment_orders/hold_released',
  FULFILLMENTS_CREATE: 'fulfillments/create',
  FULFILLMENTS_UPDATE: 'fulfillments/update',
  APP_UNINSTALLED: 'app/uninstalled',
  APP_SCOPES_UPDATE: 'app/scopes_update',
} as const

interface Standing {
  readonly id: string
  readonly topic: string
  readonly uri: string
  readonly apiVersion: { readonly handle: string }
}

/**
 * Makes the subscriptions what they should be: missing ones are created, ours that point elsewhere or speak another version are
 * replaced, doubles are removed. What other software subscribed (another host) is left alone.
 */
export async function keepSubscriptions(account: Account<Credentials>, intakeUrl: string): Promise<Upkept> {
  const standing = await list(account)
  const wanted = new Map<string, string>(
    Object.entries(topics).map(([topic, path]) => [topic, `${intakeUrl}/${path}`]),
  )
  const kept = new Set<string>()
  let removed = 0
  for (const one of standing) {
    const isRight =
      wanted.get(one.topic) === one.uri && one.apiVersion.handle === apiVersion && !kept.has(one.topic)
    if (isRight) kept.add(one.topic)
    else if (isOurs(one, intakeUrl)) {
      const done = await ask(
        account,
        { text: unsubscribe, isWrite: true, cost: 10, data: Unsubscribed },
        { id: one.id },
      )
      refuseUserErrors(done.webhookSubscriptionDelete?.userErrors ?? [])
      removed += 1
    }
  }
  const missing = [...wanted].filter(([topic]) => !kept.has(topic))
  for (const [topic, uri] of missing) {
    const done = await ask(
      account,
      { text: subscribe, isWrite: true, cost: 10, data: Subscribed },
      { topic, uri },
    )
    refuseUserErrors(
      (done.webhookSubscriptionCreate?.userErrors ?? []).filter(
        error => !/already been taken/.test(error.message),
      ),
    )
  }
  return {
    repaired: missing.length + removed,
    says:
      missing.length + removed === 0
        ? `All ${wanted.size} webhook subscriptions stand.`
        : `${missing.length} webhook subscriptions were created and ${removed} removed.`,
  }
}

function isOurs(one: Standing, intakeUrl: string): boolean {
  return (
    URL.canParse(one.uri) &&
    new URL(one.uri).origin === new URL(intakeUrl).origin &&
    new URL(one.uri).pathname.startsWith('/webhook/')
  )
}

async function list(account: Account<Credentials>): Promise<Standing[]> {
  const all: Standing[] = []
  let after: string | null = null
  for (;;) {
    const { webhookSubscriptions: page }: typeof Subscriptions._zod.output = await ask(
      account,
      { text: subscriptions, isWrite: false, cost: 110, data: Subscriptions },
      { after },
    )
    all.push(...page.nodes)
    if (!page.pageInfo.hasNextPage) return all
    after = page.pageInfo.endCursor
  }
}
