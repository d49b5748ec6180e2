import type { Order } from '../model/orders.ts'
import { isOpen } from '../model/orders.ts'

/** Filters orders by the platform's search words that are known here; an unknown word is refused rather than ignored. */
export function searchOrders(orders: readonly Order[], query: string): Order[] {
  const words = query.match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g) ?? []
  return words.reduce<readonly Order[]>((left, word) => left.filter(test(word)), orders).slice()
}

function test(word: string): (order: Order) => boolean {
  const found = /^(\w+):(>=|<=|>|<)?["']?([^"']*)["']?$/.exec(word)
  if (!found) throw new Error(`The simulated search does not know "${word}"`)
  const [, name = '', sign = '', value = ''] = found
  switch (name) {
    case 'name':
      return order => order.name === value || order.name === `#${value}`
    case 'updated_at':
      return order =>
        compare(Math.floor(order.updatedAt.getTime() / 1000), sign, Math.floor(Date.parse(value) / 1000))
    case 'created_at':
      return order =>
        compare(Math.floor(order.createdAt.getTime() / 1000), sign, Math.floor(Date.parse(value) / 1000))
    case 'status':
      return order => value === 'any' || (value === 'open') === (order.cancelledAt === null)
    case 'fulfillment_status':
      return order => order.work.length === 0 || order.work.some(isOpen)
    case 'sku':
      return order => order.lines.some(line => line.sku === value)
    default:
      throw new Error(`The simulated search does not know "${name}"`)
  }
}

function compare(left: number, sign: string, right: number): boolean {
  if (Number.isNaN(right)) throw new Error('Not a time')
  if (sign === '>') return left > right
  if (sign === '>=') return left >= right
  if (sign === '<') return left < right
  if (sign === '<=') return left <= right
  return left === right
}
