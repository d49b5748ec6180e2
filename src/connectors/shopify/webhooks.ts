import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Arrival, Delivery, Intake } from '#spine/connections/intake.ts'
import { Refusal } from '#spine/refusal.ts'
import type { Credentials } from './credentials.ts'
import { factsOf } from './facts.ts'
import { readBody, text } from './lossless.ts'

// Both header sets: classic webhooks, and the newer events without the X.
const header = ({ headers }: Delivery, name: string): string | undefined =>
  headers[`x-shopify-${name}`] ?? headers[`shopify-${name}`]

/** How Shopify's webhooks are recognised and understood. */
export const shopifyIntake: Intake<Credentials> = {
  verify: (delivery, credentials) => {
    const given = Buffer.from(header(delivery, 'hmac-sha256') ?? '', 'base64')
    const { previousClientSecret: previous, previousSecretUntil: until } = credentials
    const isPreviousGood = previous !== undefined && until !== undefined && Date.parse(until) > Date.now()
    const secrets = isPreviousGood ? [credentials.clientSecret, previous] : [credentials.clientSecret]
    return secrets.map(secret => isSigned(delivery.body, secret, given)).some(Boolean)
  },

  arrival: delivery => {
    const body = readBody(delivery.body.toString('utf8'))
    const topic = header(delivery, 'topic') ?? delivery.topic
    if (!/^[a-z_]+\/[a-z_]+$/.test(topic)) throw new Refusal('invalid_input', 'The delivery names no topic.')
    if (delivery.topic !== '' && delivery.topic !== topic)
      throw new Refusal('invalid_input', 'The topic of the header is not the one of the address.')
    const eventId = header(delivery, 'event-id') ?? header(delivery, 'webhook-id')
    const occurredAt = header(delivery, 'triggered-at')
    const claimedAccount = header(delivery, 'shop-domain')?.toLowerCase()
    const businessKey = businessKeyOf(topic, body)
    return {
      topic,
      ...(eventId !== undefined && { eventId: eventId.slice(0, 200) }),
      ...(businessKey !== undefined && { businessKey }),
      ...(occurredAt !== undefined &&
        !Number.isNaN(Date.parse(occurredAt)) && { occurredAt: new Date(occurredAt).toISOString() }),
      ...(claimedAccount !== undefined && { claimedAccount }),
    } satisfies Arrival
  },

  facts: ({ topic, body }) => factsOf(topic, readBody(body)),
}

function isSigned(body: Buffer, secret: string, given: Buffer): boolean {
  const wanted = createHmac('sha256', secret).update(body).digest()
  return wanted.length === given.length && timingSafeEqual(wanted, given)
}

/**
 * The fact that a body tells: an order is created once; everything else is a version of an object. Times are brought to UTC
 * seconds, for bodies carry the shop's offset and the scan does not.
 */
export function businessKeyOf(topic: string, body: Readonly<Record<string, unknown>>): string | undefined {
  const gid = text(body['admin_graphql_api_id'])
  if (gid === undefined) return undefined
  if (topic === 'orders/create' || topic === 'refunds/create') return `${topic}:${gid}`
  const updatedAt = Date.parse(text(body['updated_at']) ?? '')
  return Number.isNaN(updatedAt) ? undefined : `${topic}:${gid}:${versionOf(topic, updatedAt)}`
}

// Stock may change twice within a second, and its body carries milliseconds; orders do not.
function versionOf(topic: string, updatedAt: number): string {
  return topic.startsWith('orders/')
    ? new Date(Math.floor(updatedAt / 1000) * 1000).toISOString()
    : new Date(updatedAt).toISOString()
}
