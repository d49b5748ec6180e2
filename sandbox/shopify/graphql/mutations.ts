import type { Shop } from '../shop.ts'
import type { Nodes } from './nodes.ts'
import { subscriptionNode } from './roots.ts'

const refusal = (message: string, field: string[] | null = null, code: string | null = null) => ({
  field,
  message,
  code,
})

/** Topics whose names hold an underscore before the slash; the rest are `<first>_<rest>`. */
const groups = [
  'inventory_levels',
  'inventory_items',
  'fulfillment_orders',
  'fulfillment_events',
  'bulk_operations',
  'app',
  'orders',
  'refunds',
  'fulfillments',
  'products',
  'variants',
  'locations',
]

const topicOf = (name: string): string => {
  const lower = name.toLowerCase()
  const group = groups.find(one => lower.startsWith(`${one}_`))
  return group === undefined ? lower : `${group}/${lower.slice(group.length + 1)}`
}

interface Quantity {
  readonly inventoryItemId: string
  readonly locationId: string
  readonly quantity: number
  readonly changeFromQuantity?: number | null
}

interface SubscriptionInput {
  readonly uri?: string | null
  readonly callbackUrl?: string | null
}

/** What changes the shop. Each write is in the ledger before its answer. */
export function mutationsOf(shop: Shop, nodes: Nodes) {
  const write = (kind: string, details: Record<string, unknown>) =>
    shop.ledger.append({ platform: 'shopify', kind, details: { shop: shop.domain, ...details } })
  return {
    webhookSubscriptionCreate: ({
      topic,
      webhookSubscription,
    }: {
      topic: string
      webhookSubscription: SubscriptionInput
    }) => {
      const uri = webhookSubscription.uri ?? webhookSubscription.callbackUrl ?? ''
      if (!/^https?:\/\//.test(uri))
        return {
          webhookSubscription: null,
          userErrors: [refusal('Address is invalid', ['webhookSubscription', 'uri'])],
        }
      if (
        [...shop.webhooks.subscriptions.values()].some(one => one.topic === topicOf(topic) && one.uri === uri)
      ) {
        return {
          webhookSubscription: null,
          userErrors: [
            refusal('Address for this topic has already been taken', ['webhookSubscription', 'uri']),
          ],
        }
      }
      const made = {
        id: shop.id('WebhookSubscription'),
        topic: topicOf(topic),
        uri,
        apiVersion: '2026-10',
        createdAt: new Date(),
        failures: 0,
      }
      shop.webhooks.subscriptions.set(made.id, made)
      write('subscription.created', { topic, uri })
      return { webhookSubscription: subscriptionNode(made), userErrors: [] }
    },
    webhookSubscriptionDelete: ({ id }: { id: string }) => {
      if (!shop.webhooks.subscriptions.delete(id))
        return {
          deletedWebhookSubscriptionId: null,
          userErrors: [refusal('Webhook subscription does not exist', ['id'])],
        }
      write('subscription.deleted', { id })
      return { deletedWebhookSubscriptionId: id, userErrors: [] }
    },
    inventorySetQuantities: ({ input }: { input: { name: string; quantities: Quantity[] } }) => {
      if (input.name !== 'available')
        return {
          inventoryAdjustmentGroup: null,
          userErrors: [refusal('Only available is simulated.', ['input', 'name'])],
        }
      for (const [index, one] of input.quantities.entries()) {
        const field = ['input', 'quantities', String(index)]
        if (one.changeFromQuantity === undefined)
          return {
            inventoryAdjustmentGroup: null,
            userErrors: [
              refusal(
                'changeFromQuantity must be given; null skips the check.',
                field,
                'INVALID_CHANGE_FROM',
              ),
            ],
          }
        const level = shop.stock.level(one.inventoryItemId, one.locationId)
        if (!level)
          return {
            inventoryAdjustmentGroup: null,
            userErrors: [
              refusal('The item is not stocked at this location.', field, 'ITEM_NOT_STOCKED_AT_LOCATION'),
            ],
          }
        if (one.changeFromQuantity !== null && one.changeFromQuantity !== level.available) {
          return {
            inventoryAdjustmentGroup: null,
            userErrors: [refusal('The quantity has changed meanwhile.', field, 'CHANGE_FROM_QUANTITY_STALE')],
          }
        }
      }
      for (const one of input.quantities) shop.stock.set(one.inventoryItemId, one.locationId, one.quantity)
      write('inventory.set', { quantities: input.quantities.map(one => ({ ...one })) })
      return {
        inventoryAdjustmentGroup: {
          id: shop.id('InventoryAdjustmentGroup'),
          createdAt: new Date().toISOString(),
          reason: 'correction',
          changes: [],
        },
        userErrors: [],
      }
    },
    orderCancel: ({ orderId, restock }: { orderId: string; restock: boolean }) => {
      const order = shop.orders.all.get(orderId)
      const refused = (message: string, code: string) => ({
        job: null,
        orderCancelUserErrors: [refusal(message, ['orderId'], code)],
        userErrors: [],
      })
      if (!order) return refused('Order does not exist', 'NOT_FOUND')
      if (order.cancelledAt)
        return refused('Cannot cancel an order that has already been cancelled', 'INVALID')
      shop.orders.cancel(orderId, restock)
      write('order.cancelled', { orderId, restock })
      const job = { id: shop.id('Job'), done: false }
      shop.jobs.set(job.id, job)
      return { job, orderCancelUserErrors: [], userErrors: [] }
    },
    fulfillmentOrderMove: ({ id, newLocationId }: { id: string; newLocationId: string }) => {
      const moved = shop.orders.move(id, newLocationId)
      write('fulfillment_order.moved', { id, newLocationId })
      return {
        movedFulfillmentOrder: nodes.work(moved, shop.orders.findWork(id).order),
        originalFulfillmentOrder: null,
        remainingFulfillmentOrder: null,
        userErrors: [],
      }
    },
    tagsAdd: ({ id, tags }: { id: string; tags: string[] }) => {
      const order = shop.orders.all.get(id)
      if (!order) return { node: null, userErrors: [refusal('Resource does not exist', ['id'])] }
      order.tags.push(...tags.filter(tag => !order.tags.includes(tag)))
      write('tags.added', { id, tags })
      return { node: nodes.order(order), userErrors: [] }
    },
  }
}
