import type { Subscription, Upkept } from '#spine/connections/connector.ts'
import { isRefusal, Refusal } from '#spine/refusal.ts'
import { clean } from '../answers.ts'
import { apiVersion, ask, type ShopifyAccount } from '../client.ts'
import { secretsOf } from '../credentials.ts'
import { subscribe, subscriptions, unsubscribe } from '../documents/documents.ts'
import { allOf } from '../pages.ts'

/** What we listen to, and the path of each below the connection's own address. */
export const topics = {
  ORDERS_CREATE: 'orders/create',
  ORDERS_UPDATED: 'orders/updated',
  ORDERS_EDITED: 'orders/edited',
  ORDERS_CANCELLED: 'orders/cancelled',
  ORDERS_DELETE: 'orders/delete',
  // Those of fulfillments/* would need read_fulfillments on top.
  ORDERS_FULFILLED: 'orders/fulfilled',
  ORDERS_PARTIALLY_FULFILLED: 'orders/partially_fulfilled',
  REFUNDS_CREATE: 'refunds/create',
  INVENTORY_LEVELS_UPDATE: 'inventory_levels/update',
  FULFILLMENT_ORDERS_ORDER_ROUTING_COMPLETE: 'fulfillment_orders/order_routing_complete',
  FULFILLMENT_ORDERS_MOVED: 'fulfillment_orders/moved',
  FULFILLMENT_ORDERS_SPLIT: 'fulfillment_orders/split',
  FULFILLMENT_ORDERS_MERGED: 'fulfillment_orders/merged',
  FULFILLMENT_ORDERS_PLACED_ON_HOLD: 'fulfillment_orders/placed_on_hold',
  FULFILLMENT_ORDERS_HOLD_RELEASED: 'fulfillment_orders/hold_released',
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
 * Makes the subscriptions what they should be: missing ones are created; ours that point elsewhere, and doubles, are removed. What
 * other software subscribed (another address) is left alone. One that is refused does not hinder the others.
 * @throws Refusal with what was refused, after all were tried
 */
export async function keepSubscriptions(account: ShopifyAccount, intakeUrl: string): Promise<Upkept> {
  const standing = await list(account)
  const wanted = new Map<string, string>(
    Object.entries(topics).map(([topic, path]) => [topic, `${intakeUrl}/${path}`]),
  )
  const kept = new Set<string>()
  const stale: Standing[] = []
  for (const one of standing) {
    if (wanted.get(one.topic) === one.uri && !kept.has(one.topic)) kept.add(one.topic)
    else if (isOurs(one, intakeUrl)) stale.push(one)
  }
  const missing = [...wanted].filter(([topic]) => !kept.has(topic))
  const refused: string[] = []
  // The new ones first: between the two, an event may be told twice, but never not at all.
  for (const [topic, uri] of missing) await create(account, topic, uri, refused)
  for (const one of stale) await remove(account, one, refused)
  if (refused.length > 0)
    throw new Refusal(
      'refused',
      clean(`Not all webhooks stand: ${refused.join('; ')}`, secretsOf(account.credentials)),
    )
  const repaired = missing.length + stale.length
  const done =
    repaired === 0
      ? `All ${wanted.size} webhook subscriptions stand.`
      : `${missing.length} webhook subscriptions were created and ${stale.length} removed.`
  return {
    repaired,
    says: `${done}${otherVersion(standing.filter(one => wanted.get(one.topic) === one.uri))}`,
  }
}

/** Every topic we listen to, and whether the platform would tell us of it. */
export async function readSubscriptions(
  account: ShopifyAccount,
  intakeUrl: string,
): Promise<readonly Subscription[]> {
  const standing = await list(account)
  return Object.entries(topics).map(([topic, path]) => {
    const ours = standing.filter(one => one.topic === topic && isOurs(one, intakeUrl))
    if (ours.some(({ uri }) => uri === `${intakeUrl}/${path}`)) return { topic: path, state: 'stands' }
    return { topic: path, state: ours.length > 0 ? 'elsewhere' : 'missing' }
  })
}

async function create(account: ShopifyAccount, topic: string, uri: string, refused: string[]): Promise<void> {
  const errors = await attempted(async () => {
    const done = await ask(account, subscribe, { topic, uri })
    return done.webhookSubscriptionCreate?.userErrors
  })
  // Somebody was quicker, or an answer was lost: it stands, which is all we want.
  const real = errors.filter(error => !/already been taken/.test(error.message))
  refused.push(...real.map(error => `${topic}: ${error.message}`))
}

async function remove(account: ShopifyAccount, { id, topic }: Standing, refused: string[]): Promise<void> {
  const errors = await attempted(async () => {
    const done = await ask(account, unsubscribe, { id })
    return done.webhookSubscriptionDelete?.userErrors
  })
  const real = errors.filter(error => !/does not exist|not found/i.test(error.message))
  refused.push(...real.map(error => `${topic}: ${error.message}`))
}

// A topic that the scopes do not cover is refused alone; what concerns the whole connection ends the upkeep.
async function attempted(
  work: () => Promise<readonly { readonly message: string }[] | undefined>,
): Promise<readonly { readonly message: string }[]> {
  try {
    return (await work()) ?? []
  } catch (error) {
    if (isRefusal(error) && ['forbidden', 'refused'].includes(error.code)) return [{ message: error.says }]
    throw error
  }
}

/** Shopify takes the version from the app's own settings, so that subscribing anew would not change it. */
function otherVersion(standing: readonly Standing[]): string {
  const others = new Set(standing.map(one => one.apiVersion.handle).filter(one => one !== apiVersion))
  if (others.size === 0) return ''
  return ` They speak version ${[...others].join(', ')}: set the app's webhook version to ${apiVersion}.`
}

function isOurs({ uri }: Standing, intakeUrl: string): boolean {
  return uri.startsWith(intakeUrl.slice(0, intakeUrl.lastIndexOf('/') + 1))
}

async function list(account: ShopifyAccount): Promise<Standing[]> {
  const first = await ask(account, subscriptions, {})
  return allOf(first.webhookSubscriptions, async after => {
    const more = await ask(account, subscriptions, { after })
    return more.webhookSubscriptions
  })
}
