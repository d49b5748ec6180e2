import { fulfilmentStatus } from '../model/order.ts'
import type { Order } from '../model/order.ts'
import { digits } from '../webhooks/write-json.ts'

/** Filters orders by the platform's search words that are known here; an unknown word is refused rather than ignored. */
export function searchOrders(orders: readonly Order[], query: string): Order[] {
  const words = (query.match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g) ?? []).filter(word => word !== 'AND')
  return words.reduce<readonly Order[]>((left, word) => left.filter(test(word)), orders).slice()
}

function test(word: string): (order: Order) => boolean {
  const found = /^(-?)(\w+):(>=|<=|>|<)?["']?([^"']*)["']?$/.exec(word)
  if (!found) throw new Error(`The simulated search does not know "${word}"`)
  const [, negation = '', name = '', sign = '', value = ''] = found
  const fits = testField(name, sign, value)
  return negation === '' ? fits : order => !fits(order)
}

const statuses: Readonly<Record<string, string>> = {
  unfulfilled: 'UNFULFILLED',
  unshipped: 'UNFULFILLED',
  partial: 'PARTIALLY_FULFILLED',
  fulfilled: 'FULFILLED',
  shipped: 'FULFILLED',
  on_hold: 'ON_HOLD',
}

function testField(name: string, sign: string, value: string): (order: Order) => boolean {
  switch (name) {
    case 'name':
      return order => order.name === value || order.name === `#${value}`
    case 'id':
      return order => digits(order.id) === value
    case 'updated_at':
      return order => atTime(order.updatedAt, sign, value)
    case 'created_at':
      return order => atTime(order.createdAt, sign, value)
    case 'processed_at':
      return order => atTime(order.processedAt, sign, value)
    case 'status':
      return byStatus(value)
    case 'fulfillment_status':
      return order => fulfilmentStatus(order) === statuses[value]
    case 'sku':
      return order => order.lines.some(line => line.sku === value)
    case 'tag':
      return order => order.tags.some(tag => tag.toLowerCase() === value.toLowerCase())
    case 'email':
      return order => order.email?.toLowerCase() === value.toLowerCase()
    case 'source_identifier':
      return order => order.sourceIdentifier === value
    case 'po_number':
      return order => order.poNumber === value
    case 'test':
      return order => String(order.isTest) === value
    default:
      throw new Error(`The simulated search does not know "${name}"`)
  }
}

function byStatus(value: string): (order: Order) => boolean {
  if (value === 'any') return () => true
  if (value === 'open' || value === 'not_closed') return order => order.cancelledAt === null
  if (value === 'cancelled') return order => order.cancelledAt !== null
  if (value === 'closed') return () => false
  throw new Error(`The simulated search does not know the status "${value}"`)
}

// The platform compares whole seconds.
function atTime(date: Date, sign: string, value: string): boolean {
  return compare(Math.floor(date.getTime() / 1000), sign, Math.floor(Date.parse(value) / 1000))
}

function compare(left: number, sign: string, right: number): boolean {
  if (Number.isNaN(right)) throw new Error('Neither a time nor a number')
  if (sign === '>') return left > right
  if (sign === '>=') return left >= right
  if (sign === '<') return left < right
  if (sign === '<=') return left <= right
  return left === right
}
