import type { Hold, Order, OrderLine, Refund, Shipment, Work } from '../model/order.ts'
import { decimal, toCents, toMinor, type Payment } from '../model/payments.ts'
import type { Level, Location, Variant } from '../model/stock.ts'

/** An object of the schema: plain values, and functions for what costs or takes arguments. */
export type Node = Record<string, unknown>

/** What the model looks like through the schema. */
export interface Nodes {
  location(one: Location): Node
  level(one: Level): Node
  item(id: string): Node | null
  variant(one: Variant): Node
  order(one: Order): Node
  customer(one: Order): Node | null
  line(one: OrderLine, order: Order): Node
  refund(one: Refund, order: Order): Node
  shipment(one: Shipment, order: Order): Node
  work(one: Work, order: Order): Node
  hold(one: Hold): Node
}

/** Times have whole seconds. */
export const seconds = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z')

/** Of cents, in the one currency of this shop and in the customer's. */
export function money(cents: number, payment?: Payment): Node {
  const shopMoney = { amount: decimal(cents, 'EUR'), currencyCode: 'EUR' }
  if (!payment) return { shopMoney, presentmentMoney: shopMoney }
  const { currency } = payment
  const presentmentMoney = { amount: decimal(toMinor(cents, payment), currency), currencyCode: currency }
  return { shopMoney, presentmentMoney }
}

/** Of the smallest unit of the customer's currency. */
export function paidMoney(minor: number, payment: Payment): Node {
  const { currency } = payment
  return {
    shopMoney: { amount: decimal(toCents(minor, payment), 'EUR'), currencyCode: 'EUR' },
    presentmentMoney: { amount: decimal(minor, currency), currencyCode: currency },
  }
}
