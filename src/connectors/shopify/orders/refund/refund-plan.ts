import type { z } from 'zod'
import { amountSaid, moneyOf, type Money } from '#commerce/money.ts'
import type { refundOrder } from '#commerce/refunds.ts'
import { Refusal } from '#spine/refusal.ts'
import { ask, type ShopifyAccount } from '../../client.ts'
import { refundPlan, type RefundPlan } from '../../documents/refunds.ts'
import { orderId, unknownOrder } from '../answered.ts'
import { partsOf, type Part } from './refund-parts.ts'

export type Wanted = z.output<typeof refundOrder.input>
export type PlannedOrder = NonNullable<z.output<typeof RefundPlan>['order']>

/** A refund as the platform would take it at this moment. */
export interface Plan {
  readonly order: PlannedOrder
  readonly amount: Money
  readonly parts: readonly Part[]
  readonly lines: readonly ReturnType<typeof lineInput>[]
}

/** Reads what may go back and holds the wish against it. Refuses what is more than is left, and what would move no money. */
export async function planRefund(account: ShopifyAccount, wanted: Wanted): Promise<Plan> {
  if (wanted.lines.length === 0 && wanted.amount === undefined)
    throw new Refusal('invalid_input', 'Say which lines are given back, or how much.')
  const lines = wanted.lines.map(lineInput)
  const { order } = await ask(account, refundPlan, { id: orderId(wanted.order), lines, isFull: false })
  if (!order) throw unknownOrder()
  const currency = order.presentmentCurrencyCode
  if (wanted.amount && wanted.amount.currency !== currency)
    throw new Refusal('invalid_input', `The customer paid in ${currency}: state the amount in ${currency}.`)
  const { most, suggested } = allowance(order)
  const minor = wanted.amount?.minor ?? suggested.minor
  if (minor === 0) throw new Refusal('refused', 'Nothing was paid for that which could be given back.')
  const parts = partsOf(minor, payables(order), most.minor)
  if (!parts)
    throw new Refusal('refused', `Of ${order.name} no more than ${amountSaid(most)} can be given back.`)
  return { order, amount: { minor, currency }, parts, lines }
}

/** What the platform would give back for what it was asked about, and how much of the order it would at most. */
export function allowance({ presentmentCurrencyCode: currency, suggestedRefund }: PlannedOrder) {
  const none = { minor: 0, currency }
  if (!suggestedRefund) return { suggested: none, most: none }
  return { suggested: exact(suggestedRefund.amountSet), most: exact(suggestedRefund.maximumRefundableSet) }
}

/** Money that cannot be counted exactly is not touched. */
export function exact({
  presentmentMoney,
}: {
  presentmentMoney: { amount: string; currencyCode: string }
}): Money {
  const money = moneyOf(presentmentMoney.amount, presentmentMoney.currencyCode)
  if (!money) throw new Refusal('unsupported', 'Shopify states an amount that its currency cannot express.')
  return money
}

function payables({ suggestedRefund }: PlannedOrder) {
  return (suggestedRefund?.suggestedTransactions ?? []).flatMap(one => {
    const { gateway, parentTransaction, maximumRefundableSet: most } = one
    if (gateway === null || !parentTransaction) return []
    const suggested = exact(one.amountSet).minor
    return [
      { gateway, parentId: parentTransaction.id, suggested, most: most ? exact(most).minor : suggested },
    ]
  })
}

const restockTypes = { cancel: 'CANCEL', return: 'RETURN', none: 'NO_RESTOCK' } as const

function lineInput({ line, quantity, restock, location }: Wanted['lines'][number]) {
  if (restock === 'return' && location === undefined)
    throw new Refusal('invalid_input', 'Say at which location the returned units are put.')
  return {
    lineItemId: line,
    quantity,
    restockType: restockTypes[restock],
    ...(location !== undefined && { locationId: location }),
  }
}
