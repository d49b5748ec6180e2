import { GraphQLError } from 'graphql'
import type { Shop } from '../shop.ts'
import type { Subscription } from '../webhooks/deliveries.ts'
import { nodesOf } from './nodes.ts'
import { connection, type Paging } from './paging.ts'
import { searchOrders } from './search.ts'
import { mutationsOf } from './mutations.ts'

interface Search extends Paging {
  readonly query?: string | null
  readonly sortKey?: string | null
  readonly reverse?: boolean | null
}

/** The resolvers of the two roots. */
export function rootsOf(shop: Shop, scopes: ReadonlySet<string>) {
  const nodes = nodesOf(shop)
  const byId = (id: string): Record<string, unknown> | null => {
    const kind = /^gid:\/\/shopify\/(\w+)\//.exec(id)?.[1]
    if (kind === undefined) throw new GraphQLError(`Invalid global id '${id}'`)
    if (kind === 'Order') return orderOrNull(id)
    if (kind === 'InventoryItem') return nodes.item(id)
    if (kind === 'FulfillmentOrder') return workOrNull(id)
    if (kind === 'Location') return placeOrNull(id)
    return null
  }
  const orderOrNull = (id: string) => {
    const found = shop.orders.all.get(id)
    return found ? nodes.order(found) : null
  }
  const workOrNull = (id: string) => {
    for (const order of shop.orders.all.values()) {
      const work = order.work.find(one => one.id === id)
      if (work) return nodes.work(work, order)
    }
    return null
  }
  const placeOrNull = (id: string) => {
    const found = shop.stock.locations.find(place => place.id === id)
    return found ? nodes.location(found) : null
  }
  return {
    shop: () => ({
      __typename: 'Shop',
      id: 'gid://shopify/Shop/1',
      name: 'Sandbox shop',
      myshopifyDomain: shop.domain,
      email: 'owner@example.com',
      currencyCode: 'EUR',
      ianaTimezone: 'Europe/Berlin',
      url: `https://${shop.domain}`,
    }),
    currentAppInstallation: () => ({
      __typename: 'AppInstallation',
      id: 'gid://shopify/AppInstallation/1',
      accessScopes: [...scopes].map(handle => ({ handle, description: handle })),
    }),
    order: ({ id }: { id: string }) => orderOrNull(id),
    orders: ({ query, sortKey, reverse, ...paging }: Search) => {
      const key =
        sortKey === 'UPDATED_AT' ? 'updatedAt' : sortKey === 'CREATED_AT' ? 'createdAt' : 'processedAt'
      const sorted = searchOrders([...shop.orders.all.values()], query ?? '').toSorted(
        (a, b) => a[key].getTime() - b[key].getTime(),
      )
      return connection((reverse ? sorted.toReversed() : sorted).map(nodes.order), paging)
    },
    node: ({ id }: { id: string }) => byId(id),
    nodes: ({ ids }: { ids: string[] }) => {
      if (ids.length > 250)
        throw new GraphQLError('The input array size of 251 is greater than the maximum allowed of 250.', {
          extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' },
        })
      return ids.map(byId)
    },
    inventoryItem: ({ id }: { id: string }) => nodes.item(id),
    inventoryItems: ({ query, ...paging }: Search) => {
      const sku = /^sku:["']?([^"']*)["']?$/.exec(query ?? '')?.[1]
      const ids = [
        ...new Set(
          shop.stock.variants.filter(one => sku === undefined || one.sku === sku).map(one => one.itemId),
        ),
      ]
      return connection(
        ids.map(id => nodes.item(id)).filter(one => one !== null),
        paging,
      )
    },
    locations: (paging: Paging) => connection(shop.stock.locations.map(nodes.location), paging),
    location: ({ id }: { id?: string | null }) => placeOrNull(id ?? shop.stock.locations[0]?.id ?? ''),
    fulfillmentOrder: ({ id }: { id: string }) => workOrNull(id),
    productVariants: ({ query, ...paging }: Search) => {
      const sku = /^sku:["']?([^"']*)["']?$/.exec(query ?? '')?.[1]
      return connection(
        shop.stock.variants.filter(one => sku === undefined || one.sku === sku).map(nodes.variant),
        paging,
      )
    },
    webhookSubscriptions: (paging: Paging) =>
      connection([...shop.webhooks.subscriptions.values()].map(subscriptionNode), paging),
    job: ({ id }: { id: string }) => {
      const job = shop.jobs.get(id)
      // Asked for once, it is found running; the next time, done.
      const answer = job ? { id, done: job.done } : null
      if (job) job.done = true
      return answer
    },
    ...mutationsOf(shop, nodes),
  }
}

/** GraphQL's name of a topic: ORDERS_CREATE for orders/create. */
export const topicEnum = (topic: string): string => topic.replaceAll('/', '_').toUpperCase()

/** A subscription through the schema. */
export function subscriptionNode(one: Subscription): Record<string, unknown> {
  const at = one.createdAt.toISOString()
  return {
    __typename: 'WebhookSubscription',
    id: one.id,
    topic: topicEnum(one.topic),
    uri: one.uri,
    callbackUrl: one.uri,
    format: 'JSON',
    includeFields: [],
    metafieldNamespaces: [],
    apiVersion: { handle: one.apiVersion, displayName: one.apiVersion, supported: true },
    createdAt: at,
    updatedAt: at,
  }
}
