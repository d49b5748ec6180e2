import { GraphQLError } from 'graphql'
import { isOpen } from '../model/order.ts'
import type { Order } from '../model/order.ts'
import type { Variant } from '../model/stock.ts'
import type { Shop } from '../shop.ts'
import { editWrites } from './writes/edit-writes.ts'
import { orderWrites } from './writes/order-writes.ts'
import { refundWrites } from './writes/refund-writes.ts'
import { creationWrites } from './writes/creation-writes.ts'
import { draftWrites } from './writes/draft-writes.ts'
import { levelId } from './stock-nodes.ts'
import type { Node, Nodes } from './node.ts'
import { nodesOf } from './nodes.ts'
import type { Write } from './writes/refused.ts'
import { compare, connection, type Paging, type Place } from './paging.ts'
import { searchOrders } from './search.ts'
import { stockWrites } from './writes/stock-writes.ts'
import { subscriptionNode, subscriptionWrites } from './writes/subscription-writes.ts'
import { workWrites } from './writes/work-writes.ts'

interface Search extends Paging {
  readonly query?: string | null
  readonly sortKey?: string | null
  readonly reverse?: boolean | null
}

/** The resolvers of the two roots. */
export function rootsOf(shop: Shop, scopes: ReadonlySet<string>, write: Write): Node {
  const nodes = nodesOf(shop)
  const byId = finder(shop, nodes)
  const only = (kind: string) => (given: { id: string }) => byId(given.id, kind)
  return {
    shop: () => shopNode(shop),
    currentAppInstallation: () => ({
      __typename: 'AppInstallation',
      id: 'gid://shopify/AppInstallation/1',
      launchUrl: 'https://app.example',
      accessScopes: [...scopes].map(handle => ({ handle, description: handle })),
    }),
    node: ({ id }: { id: string }) => byId(id),
    nodes: ({ ids }: { ids: string[] }) => {
      if (ids.length > 250) throw tooLong(ids.length)
      return ids.map(id => byId(id))
    },
    order: only('Order'),
    customer: only('Customer'),
    inventoryItem: only('InventoryItem'),
    inventoryLevel: only('InventoryLevel'),
    productVariant: only('ProductVariant'),
    fulfillmentOrder: only('FulfillmentOrder'),
    webhookSubscription: only('WebhookSubscription'),
    location: ({ id }: { id?: string | null }) => byId(id ?? shop.stock.locations[0]?.id ?? '', 'Location'),
    locations: (paging: Paging) => connection(shop.stock.locations.map(nodes.location), paging),
    orders: (search: Search) => orders(shop, nodes, search),
    fulfillmentOrders: ({ includeClosed, ...paging }: Paging & { includeClosed?: boolean | null }) => {
      const all = [...shop.orders.all.values()].flatMap(order => order.work.map(work => ({ work, order })))
      const wanted = all.filter(({ work }) => includeClosed || isOpen(work))
      return connection(
        wanted.map(({ work, order }) => nodes.work(work, order)),
        paging,
      )
    },
    inventoryItems: ({ query, ...paging }: Search) => {
      const ids = new Set(bySku(shop, query).map(one => one.itemId))
      return connection(
        [...ids].map(id => nodes.item(id)).filter(item => item !== null),
        paging,
      )
    },
    productVariants: ({ query, ...paging }: Search) =>
      connection(bySku(shop, query).map(nodes.variant), paging),
    webhookSubscriptions: (paging: Paging) =>
      connection([...shop.webhooks.subscriptions.values()].map(subscriptionNode), paging),
    job: ({ id }: { id: string }) => {
      const job = shop.pollJob(id)
      return job ? { id, done: job.done, query: null } : null
    },
    ...subscriptionWrites(shop, write),
    ...stockWrites(shop, nodes, write),
    ...orderWrites(shop, nodes, write),
    ...refundWrites(shop, nodes, write),
    ...workWrites(shop, nodes, write),
    ...editWrites(shop, nodes, write),
    ...creationWrites(shop, nodes, write),
    ...draftWrites(shop, write),
  }
}

/** The platform's refusal of a list of more than 250. */
const tooLong = (length: number): GraphQLError =>
  new GraphQLError(`The input array size of ${length} is greater than the maximum allowed of 250.`, {
    extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' },
  })

const shopNode = (shop: Shop): Node => ({
  __typename: 'Shop',
  id: 'gid://shopify/Shop/1',
  name: 'Sandbox shop',
  myshopifyDomain: shop.domain,
  email: 'owner@example.com',
  contactEmail: 'owner@example.com',
  currencyCode: 'EUR',
  ianaTimezone: 'Europe/Berlin',
  timezoneOffset: '+0100',
  url: `https://${shop.domain}`,
  plan: {
    displayName: 'Sandbox',
    partnerDevelopment: true,
    shopifyPlus: false,
    publicDisplayName: 'Sandbox',
  },
})

function finder(shop: Shop, nodes: Nodes): (id: string, kind?: string) => Node | null {
  const orderOf = (id: string) => shop.orders.all.get(id)
  const kinds: Readonly<Record<string, (id: string) => Node | null>> = {
    Order: id => map(orderOf(id), nodes.order),
    Customer: id => map(orderOf(id.replace('/Customer/', '/Order/')), nodes.customer),
    InventoryItem: nodes.item,
    InventoryLevel: id =>
      map(
        shop.stock.levels().find(one => levelId(one) === id),
        nodes.level,
      ),
    ProductVariant: id =>
      map(
        shop.stock.variants.find(one => one.id === id),
        nodes.variant,
      ),
    Location: id =>
      map(
        shop.stock.locations.find(one => one.id === id),
        nodes.location,
      ),
    WebhookSubscription: id => map(shop.webhooks.subscriptions.get(id), subscriptionNode),
    FulfillmentOrder: id => {
      const order = [...shop.orders.all.values()].find(one => one.work.some(work => work.id === id))
      const work = order?.work.find(one => one.id === id)
      return order && work ? nodes.work(work, order) : null
    },
  }
  return (id, wanted) => {
    const kind = /^gid:\/\/shopify\/(\w+)\//.exec(id)?.[1]
    if (kind === undefined || (wanted !== undefined && kind !== wanted))
      throw new GraphQLError(`Invalid global id '${id}'`, { extensions: { code: 'RESOURCE_NOT_FOUND' } })
    return kinds[kind]?.(id) ?? null
  }
}

const map = <T>(value: T | undefined, as: (value: T) => Node | null): Node | null =>
  value === undefined ? null : as(value)

function orders(shop: Shop, nodes: Nodes, { query, sortKey, reverse, ...paging }: Search) {
  const date = (one: Order): Date => {
    if (sortKey === 'UPDATED_AT') return one.updatedAt
    return sortKey === 'CREATED_AT' || sortKey === 'ID' ? one.createdAt : one.processedAt
  }
  const placeOf = (one: Order): Place => [date(one).getTime(), one.id]
  const sorted = searchOrders([...shop.orders.all.values()], query ?? '').toSorted((a, b) =>
    compare(placeOf(a), placeOf(b)),
  )
  const isReversed = reverse ?? false
  const list = (isReversed ? sorted.toReversed() : sorted).map(one => ({
    place: placeOf(one),
    ...nodes.order(one),
  }))
  return connection(list, paging, { of: one => one.place, isReversed })
}

function bySku(shop: Shop, query: string | null | undefined): readonly Variant[] {
  if (query === undefined || query === null || query === '') return shop.stock.variants
  const sku = /^sku:["']?([^"']*)["']?$/.exec(query)?.[1]
  if (sku === undefined) throw new GraphQLError(`The simulated search does not know "${query}"`)
  return shop.stock.variants.filter(one => one.sku === sku)
}
