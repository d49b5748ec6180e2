import { moneyOf } from '#commerce/money.ts'
import type { OrderTold } from '#commerce/order-told.ts'
import { isRecord, text } from './lossless.ts'

type Body = Readonly<Record<string, unknown>>

/** The order as an `orders/…` body tells it; undefined for a body that only names it, as what the scan finds does. */
export function orderTold(id: string, body: Body): OrderTold | undefined {
  const lines = listOf(body['line_items'])
  const [name, placedAt, updatedAt] = [
    text(body['name']),
    timeOf(body['processed_at'] ?? body['created_at']),
    timeOf(body['updated_at']),
  ]
  if (!Array.isArray(body['line_items']) || !name || !placedAt || !updatedAt) return undefined
  return {
    id,
    name: short(name),
    placedAt,
    updatedAt,
    cancelledAt: timeOf(body['cancelled_at']) ?? null,
    isTest: body['test'] === true,
    isFulfilled: body['fulfillment_status'] === 'fulfilled',
    total: moneyOf(text(body['current_total_price']) ?? '', text(body['currency']) ?? '') ?? null,
    payment: text(body['financial_status']) ?? null,
    tags: (text(body['tags']) ?? '')
      .split(',')
      .map(tag => short(tag.trim()))
      .filter(tag => tag !== '')
      .slice(0, 500),
    customer: customerOf(body),
    tracking: trackingOf(body),
    skus: [...new Set(lines.map(line => short(text(line['sku']) ?? '')))]
      .filter(sku => sku !== '')
      .slice(0, 1000),
  }
}

function customerOf(body: Body): OrderTold['customer'] {
  const customer = isRecord(body['customer']) ? body['customer'] : {}
  const email = text(body['email']) ?? text(customer['email'])
  const name = [text(customer['first_name']), text(customer['last_name'])].filter(Boolean).join(' ')
  const id = text(customer['admin_graphql_api_id']) ?? text(customer['id'])
  if (!email && !name && !id) return null
  return { id: id ? short(id) : null, email: email ? short(email) : null, name: name ? short(name) : null }
}

function trackingOf(body: Body): string[] {
  const shipments = listOf(body['fulfillments'])
  const numbers = shipments.flatMap((one): unknown[] =>
    Array.isArray(one['tracking_numbers']) ? one['tracking_numbers'] : [one['tracking_number']],
  )
  return [...new Set(numbers.flatMap(number => text(number) ?? []))].map(short).slice(0, 200)
}

function listOf(value: unknown): Body[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

function timeOf(value: unknown): string | undefined {
  const at = Date.parse(text(value) ?? '')
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}

const short = (value: string): string => value.slice(0, 500)
