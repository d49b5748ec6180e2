import type { Ledger } from '../ledger.ts'
import { Orders, type Order, type Work } from './model/orders.ts'
import { Stock, type Level, type NewVariant } from './model/stock.ts'
import { Webhooks, type WebhookOptions } from './webhooks/deliveries.ts'

export interface ShopOptions {
  readonly domain: string
  readonly clientSecret: string
  readonly ledger: Ledger
  readonly webhooks?: WebhookOptions
}

/** The asynchronous work of a mutation. */
export interface Job {
  readonly id: string
  done: boolean
}

/** One simulated shop: its articles, stock, orders, subscriptions and jobs, and the webhooks that tell of them. */
export class Shop {
  readonly domain: string
  readonly ledger: Ledger
  readonly stock: Stock
  readonly orders: Orders
  readonly webhooks: Webhooks
  readonly jobs = new Map<string, Job>()
  /** Answers of mutations by their @idempotent key. */
  readonly idempotent = new Map<string, { request: string; answer: unknown }>()
  #next = 0n

  constructor({ domain, clientSecret, ledger, webhooks }: ShopOptions) {
    this.domain = domain
    this.ledger = ledger
    this.webhooks = new Webhooks(domain, clientSecret, webhooks)
    this.stock = new Stock(
      kind => this.id(kind),
      level => this.#levelChanged(level),
    )
    this.orders = new Orders(
      this.stock,
      kind => this.id(kind),
      (topic, subject) => this.#tell(topic, subject),
    )
  }

  /** Ids lie above 2^53, as the platform's may: whoever reads them as numbers loses them. */
  id(kind: string): string {
    this.#next += 1n
    return `gid://shopify/${kind}/${9_007_199_254_741_000n + this.#next}`
  }

  addLocation(name: string, isFulfillmentService = false): string {
    return this.stock.addLocation(name, isFulfillmentService).id
  }

  addVariant(variant: NewVariant): string {
    return this.stock.addVariant(variant).id
  }

  #levelChanged(level: Level): void {
    const item = numeric(level.itemId)
    this.webhooks.tell('inventory_levels/update', {
      inventory_item_id: item,
      location_id: numeric(level.locationId),
      available: level.available,
      updated_at: level.updatedAt.toISOString(),
      admin_graphql_api_id: `gid://shopify/InventoryLevel/${numeric(level.locationId)}?inventory_item_id=${item}`,
    })
  }

  #tell(
    topic: string,
    { order, work, details }: { order?: Order; work?: Work; details?: Record<string, unknown> },
  ): void {
    if (topic === 'orders/edited' && order) {
      const ids = (list: unknown) =>
        Array.isArray(list)
          ? list.map((one: { id: string; delta: number }) => ({ ...one, id: numeric(one.id) }))
          : []
      const edit = {
        id: numeric(this.id('OrderEdit')),
        order_id: numeric(order.id),
        line_items: { additions: ids(details?.['additions']), removals: ids(details?.['removals']) },
      }
      return this.webhooks.tell(topic, { order_edit: { ...edit, created_at: order.updatedAt.toISOString() } })
    }
    if (topic === 'refunds/create' && order) {
      const id = this.id('Refund')
      return this.webhooks.tell(topic, {
        id: numeric(id),
        order_id: numeric(order.id),
        created_at: order.updatedAt.toISOString(),
        admin_graphql_api_id: id,
      })
    }
    if (topic === 'fulfillments/create' && order) {
      const id = this.id('Fulfillment')
      return this.webhooks.tell(topic, {
        id: numeric(id),
        order_id: numeric(order.id),
        status: 'success',
        updated_at: order.updatedAt.toISOString(),
        admin_graphql_api_id: id,
      })
    }
    if (work) {
      const body = { fulfillment_order: { id: work.id, status: work.status.toLowerCase() } }
      return this.webhooks.tell(
        topic,
        topic.endsWith('/moved')
          ? {
              original_fulfillment_order: body.fulfillment_order,
              moved_fulfillment_order: body.fulfillment_order,
            }
          : body,
      )
    }
    if (order) this.webhooks.tell(topic, orderBody(order))
  }
}

/** The number in a gid, as text; written into JSON without quotes by `writeBody`. */
export const numeric = (gid: string): RawNumber => new RawNumber(gid.slice(gid.lastIndexOf('/') + 1))

/** Digits that no JavaScript number holds. */
export class RawNumber {
  readonly digits: string
  constructor(digits: string) {
    this.digits = digits
  }
  toString(): string {
    return this.digits
  }
}

/** JSON with big numbers as the platform writes them: bare digits. */
export function writeBody(value: unknown): string {
  const digits: string[] = []
  const text = JSON.stringify(value, (_key, one: unknown) =>
    one instanceof RawNumber ? `\u0001${digits.push(one.digits) - 1}\u0001` : one,
  )
  return text.replace(/"\\u0001(\d+)\\u0001"/g, (_whole, index: string) => digits[Number(index)] ?? '0')
}

function orderBody(order: Order): Record<string, unknown> {
  return {
    id: numeric(order.id),
    admin_graphql_api_id: order.id,
    name: order.name,
    email: order.email,
    tags: order.tags.join(', '),
    test: order.isTest,
    confirmed: order.isConfirmed,
    source_name: order.source,
    cancelled_at: order.cancelledAt?.toISOString() ?? null,
    created_at: order.createdAt.toISOString(),
    processed_at: order.processedAt.toISOString(),
    // As the platform writes it: the shop's own offset, whole seconds.
    updated_at: order.updatedAt.toISOString().replace(/\.\d+Z$/, '+00:00'),
    line_items: order.lines.map(line => ({
      id: numeric(line.id),
      admin_graphql_api_id: line.id,
      sku: line.sku,
      title: line.title,
      quantity: line.quantity,
      variant_id: line.variant ? numeric(line.variant.id) : null,
    })),
  }
}
