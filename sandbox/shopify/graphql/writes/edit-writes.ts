import type { Order, OrderLine } from '../../model/order.ts'
import type { Edit, Shop } from '../../shop.ts'
import { calculated, lineNode } from '../calculated-nodes.ts'
import type { Node, Nodes } from '../node.ts'
import { userError, type Write } from './refused.ts'

interface Quantity {
  readonly id: string
  readonly lineItemId: string
  readonly quantity: number
  readonly restock?: boolean | null
}

const nothing = { calculatedLineItem: null, calculatedOrder: null, orderEditSession: null }

/** Order edits: begun, changed in a calculated copy, and only at the commit done. */
export function editWrites(shop: Shop, nodes: Nodes, write: Write): Node {
  return {
    orderEditBegin: ({ id: orderId }: { id: string }) => {
      const order = shop.orders.all.get(orderId)
      if (!order || order.cancelledAt)
        return { ...nothing, userErrors: [userError('The order cannot be edited.', ['id'])] }
      const id = shop.id('CalculatedOrder')
      const edit = {
        orderId,
        seen: stateOf(order),
        quantities: new Map(),
        added: new Map(),
        lost: new Set<string>(),
      }
      shop.edits.set(id, edit)
      return { ...calculated(shop, nodes, id, order, edit), userErrors: [] }
    },
    orderEditSetQuantity: (given: Quantity) => {
      const { order, edit } = find(shop, given.id)
      const lineId = given.lineItemId.replace('/CalculatedLineItem/', '/LineItem/')
      const line = order?.lines.find(one => one.id === lineId)
      if (!order || !edit || !line)
        return { ...nothing, userErrors: [userError('The line item could not be found.')] }
      const words = refused(order, line, given.quantity)
      if (words !== undefined) return { ...nothing, userErrors: [userError(words, ['quantity'])] }
      edit.quantities.set(lineId, given.quantity)
      if (given.restock === false) edit.lost.add(lineId)
      const calculatedLineItem = lineNode(line, edit)
      return { calculatedLineItem, ...calculated(shop, nodes, given.id, order, edit), userErrors: [] }
    },
    orderEditAddVariant: (given: {
      id: string
      variantId: string
      quantity: number
      allowDuplicates?: boolean | null
    }) => {
      const { order, edit } = find(shop, given.id)
      const variant = shop.stock.variants.find(one => one.id === given.variantId)
      if (!order || !edit || !variant)
        return { ...nothing, userErrors: [userError('The variant could not be found.', ['variantId'])] }
      const isThere = order.lines.some(line => line.variant === variant)
      if (given.quantity < 1 || (isThere && !given.allowDuplicates))
        return { ...nothing, userErrors: [userError('The variant is on the order already.', ['variantId'])] }
      edit.added.set(variant.id, given.quantity)
      return {
        calculatedLineItem: { title: variant.title, sku: variant.sku, quantity: given.quantity },
        ...calculated(shop, nodes, given.id, order, edit),
        userErrors: [],
      }
    },
    orderEditCommit: (given: { id: string; staffNote?: string | null; notifyCustomer?: boolean | null }) => {
      const { order, edit } = find(shop, given.id)
      if (!order || !edit || order.cancelledAt)
        return { order: null, successMessages: [], userErrors: [userError('The edit is over.', ['id'])] }
      shop.edits.delete(given.id)
      if (edit.seen !== stateOf(order)) {
        const error = userError('The order has changed since the edit was begun.', ['id'])
        return { order: null, successMessages: [], userErrors: [error] }
      }
      const added = [...edit.added].map(
        ([variant, units]) => [shop.stock.variant(variant).sku, units] as const,
      )
      shop.orders.editLines(order.id, new Map([...edit.quantities, ...added]), edit.lost)
      const quantities = Object.fromEntries([...edit.quantities, ...edit.added])
      const isNotified = given.notifyCustomer ?? false
      write('order.edited', { orderId: order.id, quantities, staffNote: given.staffNote ?? null, isNotified })
      return { order: nodes.order(order), successMessages: ['Order updated'], userErrors: [] }
    },
  }
}

function find(shop: Shop, id: string): { edit: Edit | undefined; order: Order | undefined } {
  const edit = shop.edits.get(id)
  return { edit, order: edit && shop.orders.all.get(edit.orderId) }
}

const stateOf = (order: Order): string =>
  JSON.stringify([
    order.cancelledAt,
    order.shipments.length,
    order.lines.map(line => [line.id, line.quantity]),
  ])

// What has left the house is no longer to be edited.
function refused(order: Order, line: OrderLine, quantity: number): string | undefined {
  if (quantity < 0) return 'Quantity must not be negative.'
  const shipped = order.shipments
    .flatMap(shipment => shipment.lines)
    .reduce((sum, one) => (one.line === line ? sum + one.quantity : sum), 0)
  return quantity < shipped ? 'Fulfilled items cannot be removed.' : undefined
}
