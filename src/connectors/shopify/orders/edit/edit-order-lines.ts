import { editOrderLines } from '#commerce/order-edits.ts'
import { provide } from '#spine/actions/provide.ts'
import { Refusal } from '#spine/refusal.ts'
import { ask, type ShopifyAccount } from '../../client.ts'
import { commitEdit } from '../../documents/edits.ts'
import { refuseOn } from '../answered.ts'
import { marked } from '../own-mark.ts'
import { exact } from '../refund/refund-plan.ts'
import { addedLines, stepsOf, type Wanted } from './edit-plan.ts'
import { nameOf, readLines, stageSteps } from './working-copy.ts'

/** States how many units each line shall have: done on a working copy, which counts only when it is committed. */
export const shopifyEditOrderLines = provide(editOrderLines, {
  async run(input, account: ShopifyAccount, attempt) {
    const { order, steps } = await planEdit(account, input)
    const before = steps.changed.map(({ line }) => ({ line: line.id, quantity: line.currentQuantity }))
    if (steps.changed.length + steps.added.length === 0)
      return {
        total: exact(order.currentTotalPriceSet),
        added: addedLines(order.lineItems.nodes, input),
        before,
      }
    const { id } = await stageSteps(account, order.id, steps, input.isRestocked)
    const note = marked(input.note, attempt)
    const variables = { id, isNotified: input.isCustomerNotified, note }
    const { orderEditCommit: done } = await ask(account, commitEdit, variables)
    refuseOn(done?.userErrors)
    if (!done?.order) throw new Refusal('unknown_outcome', 'Shopify did not say what became of the edit.')
    const { currentTotalPriceSet, lineItems } = done.order
    return { total: exact(currentTotalPriceSet), added: addedLines(lineItems.nodes, input), before }
  },
  async probe(input, account) {
    const { lineItems, currentTotalPriceSet } = await readLines(account, input.order)
    const left = isSo(lineItems.nodes, input)
    if (!left) return { is: 'absent' }
    const output = {
      total: exact(currentTotalPriceSet),
      added: addedLines(lineItems.nodes, input),
      before: null,
    }
    return { is: 'applied', output, evidence: 'The lines are as they should be.' }
  },
  async preview(input, account) {
    const { order, steps } = await planEdit(account, input)
    const before = exact(order.currentTotalPriceSet)
    const { total, added } = await stageSteps(account, order.id, steps, input.isRestocked)
    return {
      subject: order.id,
      title: order.name,
      changes: [
        ...steps.changed.map(({ line, quantity: to }) => ({
          field: nameOf(line),
          from: line.currentQuantity,
          to,
        })),
        ...steps.added.map(({ quantity: to }, at) => ({ field: added[at] ?? '', from: 0, to })),
        { field: 'total', from: before.minor, to: total.minor },
      ],
      // What the order is worth less; the money itself stays until it is given back.
      money: { minor: Math.max(0, before.minor - total.minor), currency: total.currency },
      ...(order.customer && { customer: order.customer.id }),
      recipients: input.isCustomerNotified && order.email !== null ? [order.email] : [],
    }
  },
  undo: ({ order, isRestocked }, { before, added }) =>
    before === null || before.length + added.length === 0
      ? undefined
      : {
          action: 'edit_order_lines',
          input: { order, isRestocked, lines: [...before, ...added.map(line => ({ line, quantity: 0 }))] },
        },
})

async function planEdit(account: ShopifyAccount, input: Wanted) {
  const order = await readLines(account, input.order)
  if (order.cancelledAt !== null || !order.merchantEditable)
    throw new Refusal('refused', `${order.name} cannot be edited any more.`)
  return { order, steps: stepsOf(order.lineItems.nodes, input) }
}

function isSo(lines: Parameters<typeof stepsOf>[0], input: Wanted): boolean {
  const isThere = (wish: Wanted['add'][number]) =>
    lines.some(one => one.variant?.id === wish.variant && one.currentQuantity === wish.quantity)
  const isSet = (wish: Wanted['lines'][number]) =>
    lines.some(one => one.id === wish.line && one.currentQuantity === wish.quantity)
  return input.lines.every(isSet) && input.add.every(isThere)
}
