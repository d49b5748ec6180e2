import type { Shop } from '../../shop.ts'
import type { Subscription } from '../../webhooks/deliveries.ts'
import { digits } from '../../webhooks/write-json.ts'
import type { Node } from '../node.ts'
import { userError, type Write } from './refused.ts'

interface Input {
  readonly uri?: string | null
  readonly callbackUrl?: string | null
  readonly includeFields?: readonly string[] | null
}

/** Topics whose part before the slash holds an underscore; the rest are `<first>/<rest>`. */
const long = [
  'inventory_levels',
  'inventory_items',
  'fulfillment_orders',
  'fulfillment_events',
  'bulk_operations',
]

/** ORDERS_CREATE is orders/create. */
function topicOf(name: string): string {
  const lower = name.toLowerCase()
  const group = long.find(one => lower.startsWith(`${one}_`)) ?? lower.slice(0, lower.indexOf('_'))
  return `${group}/${lower.slice(group.length + 1)}`
}

/** And back. */
const topicEnum = (topic: string): string => topic.replaceAll('/', '_').toUpperCase()

export function subscriptionNode(one: Subscription): Node {
  const at = one.createdAt.toISOString()
  return {
    __typename: 'WebhookSubscription',
    id: one.id,
    legacyResourceId: digits(one.id),
    topic: topicEnum(one.topic),
    uri: one.uri,
    callbackUrl: one.uri,
    endpoint: { __typename: 'WebhookHttpEndpoint', callbackUrl: one.uri },
    format: 'JSON',
    filter: null,
    name: null,
    includeFields: one.includeFields ?? [],
    metafieldNamespaces: [],
    metafields: [],
    apiVersion: { handle: one.apiVersion, displayName: one.apiVersion, supported: true },
    createdAt: at,
    updatedAt: at,
  }
}

export function subscriptionWrites(shop: Shop, write: Write): Node {
  const all = shop.webhooks.subscriptions
  const refused = (uri: string, topic: string, own?: string): string | undefined => {
    if (!/^https?:\/\//.test(uri)) return 'Address is invalid'
    const isTaken = [...all.values()].some(one => one.topic === topic && one.uri === uri && one.id !== own)
    return isTaken ? 'Address for this topic has already been taken' : undefined
  }
  const failed = (message: string) => ({
    webhookSubscription: null,
    userErrors: [userError(message, ['webhookSubscription', 'uri'])],
  })
  return {
    webhookSubscriptionCreate: ({
      topic,
      webhookSubscription: input,
    }: {
      topic: string
      webhookSubscription: Input
    }) => {
      const uri = input.uri ?? input.callbackUrl ?? ''
      const words = refused(uri, topicOf(topic))
      if (words !== undefined) return failed(words)
      const made: Subscription = {
        id: shop.id('WebhookSubscription'),
        topic: topicOf(topic),
        uri,
        apiVersion: shop.webhooks.apiVersion,
        createdAt: shop.now(),
        includeFields: input.includeFields ?? [],
        failures: 0,
      }
      all.set(made.id, made)
      write('subscription.created', { topic, uri })
      return { webhookSubscription: subscriptionNode(made), userErrors: [] }
    },
    webhookSubscriptionUpdate: ({
      id,
      webhookSubscription: input,
    }: {
      id: string
      webhookSubscription: Input
    }) => {
      const known = all.get(id)
      if (!known) return failed('Webhook subscription does not exist')
      const uri = input.uri ?? input.callbackUrl ?? known.uri
      const words = refused(uri, known.topic, id)
      if (words !== undefined) return failed(words)
      Object.assign(known, { uri, includeFields: input.includeFields ?? known.includeFields })
      write('subscription.updated', { id, uri })
      return { webhookSubscription: subscriptionNode(known), userErrors: [] }
    },
    webhookSubscriptionDelete: ({ id }: { id: string }) => {
      if (!all.delete(id))
        return {
          deletedWebhookSubscriptionId: null,
          userErrors: [userError('Webhook subscription does not exist', ['id'])],
        }
      write('subscription.deleted', { id })
      return { deletedWebhookSubscriptionId: id, userErrors: [] }
    },
  }
}
