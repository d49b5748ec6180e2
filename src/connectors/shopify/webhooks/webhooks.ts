import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Delivery, Intake } from '#spine/connections/intake.ts'
import { Refusal } from '#spine/refusal.ts'
import type { Credentials } from '../credentials.ts'
import { factsOf, privacyTopics } from './facts.ts'
import { isRecord, readBody, text } from './lossless.ts'
import { signedShop } from './signed-shop.ts'

// Both header sets: classic webhooks, and the newer events without the X.
const header = ({ headers }: Delivery, name: string): string | undefined =>
  headers[`x-shopify-${name}`] ?? headers[`shopify-${name}`]

/** How Shopify's webhooks are recognised and understood. */
export const shopifyIntake: Intake<Credentials> = {
  verify: (delivery, credentials) => {
    const given = Buffer.from(header(delivery, 'hmac-sha256') ?? '')
    const { clientSecret, previousClientSecret: previous, previousUntil: until } = credentials
    const isPreviousGood = previous !== undefined && until !== undefined && Date.parse(until) > Date.now()
    const secrets = isPreviousGood ? [clientSecret, previous] : [clientSecret]
    return secrets.map(secret => isSigned(delivery.body, secret, given)).some(Boolean)
  },

  enduring: Object.keys(privacyTopics),

  arrival: delivery => {
    const body = readBody(delivery.body.toString('utf8'))
    const topic = header(delivery, 'topic') ?? delivery.topic
    if (!/^[a-z_]{1,60}\/[a-z_]{1,60}$/.test(topic))
      throw new Refusal('invalid_input', 'The delivery names no topic.')
    if (delivery.topic !== '' && delivery.topic !== topic)
      throw new Refusal('invalid_input', 'The topic of the header is not the one of the address.')
    const eventId = header(delivery, 'event-id') ?? header(delivery, 'webhook-id')
    const at = Date.parse(header(delivery, 'triggered-at') ?? '')
    const named = header(delivery, 'shop-domain')?.toLowerCase()
    const claimedAccount = signedShop(topic, body) ?? named
    if (named !== undefined && named !== claimedAccount)
      throw new Refusal('unauthenticated', 'The shop of the header is not the one of the body.')
    const businessKey = businessKeyOf(topic, body)
    return {
      topic,
      ...(eventId !== undefined && { eventId: eventId.slice(0, 200) }),
      ...(businessKey !== undefined && { businessKey }),
      ...(!Number.isNaN(at) && { occurredAt: new Date(at).toISOString() }),
      ...(claimedAccount !== undefined && { claimedAccount }),
    }
  },

  facts: ({ topic, body }) => factsOf(topic, readBody(body)),
}

// The texts are compared, not what they decode to: base64 has several spellings of the same bytes.
function isSigned(body: Buffer, secret: string, given: Buffer): boolean {
  const wanted = Buffer.from(createHmac('sha256', secret).update(body).digest('base64'))
  return wanted.length === given.length && timingSafeEqual(wanted, given)
}

const onlyOnce = ['orders/create', 'orders/delete', 'refunds/create']

/**
 * The fact that a body tells: an order is created once; everything else is a version of an object. Times are brought to UTC
 * seconds, for bodies carry the shop's offset and the scan does not. Undefined where the body names no version.
 */
export function businessKeyOf(topic: string, body: Readonly<Record<string, unknown>>): string | undefined {
  if (topic === 'orders/edited') {
    const id = isRecord(body['order_edit']) ? text(body['order_edit']['id']) : undefined
    return id === undefined ? undefined : `${topic}:${id}`
  }
  const id = text(body['admin_graphql_api_id']) ?? text(body['id'])
  if (id === undefined) return undefined
  const gid = /^\d+$/.test(id) && topic.startsWith('orders/') ? `gid://shopify/Order/${id}` : id
  if (onlyOnce.includes(topic)) return `${topic}:${gid}`
  const updatedAt = Date.parse(text(body['updated_at']) ?? '')
  if (Number.isNaN(updatedAt)) return undefined
  // Stock changes more than once within a second: a level is another fact with other units.
  const units = topic.startsWith('inventory_levels/') ? `:${text(body['available']) ?? ''}` : ''
  return `${topic}:${gid}:${versionOf(topic, updatedAt)}${units}`
}

function versionOf(topic: string, updatedAt: number): string {
  const isOrder = topic.startsWith('orders/')
  return new Date(isOrder ? Math.floor(updatedAt / 1000) * 1000 : updatedAt).toISOString()
}
