import { Refusal } from '#spine/refusal.ts'
import { ask, type ShopifyAccount } from '../../client.ts'
import { beginEdit, editPlan, stageQuantity, stageVariant } from '../../documents/edits.ts'
import { orderId, refuseOn, unknownOrder, type UserErrors } from '../answered.ts'
import { exact } from '../refund/refund-plan.ts'
import type { Steps } from './edit-plan.ts'

/** The order with all of its lines. Refuses an order of which not all can be seen at once. */
export async function readLines(account: ShopifyAccount, id: string) {
  const { order } = await ask(account, editPlan, { id: orderId(id) })
  if (!order) throw unknownOrder()
  if (order.lineItems.pageInfo.hasNextPage)
    throw new Refusal('unsupported', 'An order of more than 100 lines is edited at Shopify.')
  return order
}

/** How a line is shown to people, whether it is on the order or about to be. */
export function nameOf({ title, sku }: { readonly title: string; readonly sku: string | null }): string {
  return sku === null || sku === '' ? title : `${title} (${sku})`
}

/** Makes the steps on a working copy of the order. Gives its id, what the order would cost, and what the articles are called that are added; nothing is changed yet. */
export async function stageSteps(account: ShopifyAccount, order: string, steps: Steps, isRestocked: boolean) {
  const begun = await ask(account, beginEdit, { id: order })
  let copy = copyOf(begun.orderEditBegin)
  const { id } = copy
  for (const { line, quantity } of steps.changed) {
    const isLess = quantity < line.currentQuantity
    const variables = {
      id,
      line: calculatedLine(line.id),
      quantity,
      isRestocked: isLess ? isRestocked : null,
    }
    copy = copyOf((await ask(account, stageQuantity, variables)).orderEditSetQuantity)
  }
  const added: string[] = []
  for (const one of steps.added) {
    const { orderEditAddVariant: answer } = await ask(account, stageVariant, { id, ...one })
    copy = copyOf(answer)
    added.push(answer?.calculatedLineItem ? nameOf(answer.calculatedLineItem) : one.variant)
  }
  return { id, total: exact(copy.totalPriceSet), added }
}

interface Staged {
  readonly calculatedOrder: {
    readonly id: string
    readonly totalPriceSet: {
      readonly presentmentMoney: { readonly amount: string; readonly currencyCode: string }
    }
  } | null
  readonly userErrors: UserErrors
}

function copyOf(answer: Staged | null) {
  refuseOn(answer?.userErrors)
  if (!answer?.calculatedOrder)
    throw new Refusal('unavailable', 'Shopify gave no working copy of the order.', { retryAfterSeconds: 10 })
  return answer.calculatedOrder
}

// In the copy each line has its number under another kind.
const calculatedLine = (id: string): string => id.replace('/LineItem/', '/CalculatedLineItem/')
