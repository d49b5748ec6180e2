import type { Order, OrderLine } from '../../model/order.ts'
import type { Shop } from '../../shop.ts'
import { money, type Node, type Nodes } from '../node.ts'
import { connection, type Paging } from '../paging.ts'
import { userError, type Write } from './refused.ts'

/** Order edits: begun, changed in a calculated copy, and only at the commit done. */
export function editWrites(shop: Shop, nodes: Nodes, write: Write): Node {
  return {
    orderEditBegin: ({ id: orderId }: { id: string }) => {
      const order = shop.orders.all.get(orderId)
      if (!order || order.cancelledAt)
        return {
          calculatedOrder: null,
          orderEditSession: null,
          userErrors: [userError('The order cannot be edited.', ['id'])],
        }
      const id = shop.id('CalculatedOrder')
      const quantities = new Map<string, number>()
      shop.edits.set(id, { orderId, quantities })
      return { ...calculated(nodes, id, order, quantities), userErrors: [] }
    },
    orderEditSetQuantity: (given: { id: string; lineItemId: string; quantity: number }) => {
      const { order, edit } = find(shop, given.id)
      const lineId = given.lineItemId.replace('/CalculatedLineItem/', '/LineItem/')
      const line = order?.lines.find(one => one.id === lineId)
      const nothing = { calculatedLineItem: null, calculatedOrder: null, orderEditSession: null }
      if (!order || !edit || !line)
        return { ...nothing, userErrors: [userError('The line item could not be found.')] }
      const words = refused(order, line, given.quantity)
      if (words !== undefined) return { ...nothing, userErrors: [userError(words, ['quantity'])] }
      edit.quantities.set(lineId, given.quantity)
      const calculatedLineItem = lineNode(line, edit.quantities)
      return { calculatedLineItem, ...calculated(nodes, given.id, order, edit.quantities), userErrors: [] }
    },
    orderEditCommit: ({ id, staffNote }: { id: string; staffNote?: string | null }) => {
      const { order, edit } = find(shop, id)
      if (!order || !edit || order.cancelledAt)
        return { order: null, successMessages: [], userErrors: [userError('The edit is over.', ['id'])] }
      shop.edits.delete(id)
      shop.orders.editLines(order.id, edit.quantities)
      const quantities = Object.fromEntries(edit.quantities)
      write('order.edited', { orderId: order.id, quantities, staffNote: staffNote ?? null })
      return { order: nodes.order(order), successMessages: ['Order updated'], userErrors: [] }
    },
  }
}

function find(shop: Shop, id: string) {
  const edit = shop.edits.get(id)
  return { edit, order: edit && shop.orders.all.get(edit.orderId) }
}

// What has left the house is no longer to be edited.
function refused(order: Order, line: OrderLine, quantity: number): string | undefined {
  if (quantity < 0) return 'Quantity must not be negative.'
  const shipped = order.shipments
    .flatMap(shipment => shipment.lines)
    .reduce((sum, one) => (one.line === line ? sum + one.quantity : sum), 0)
  return quantity < shipped ? 'Fulfilled items cannot be removed.' : undefined
}

function calculated(nodes: Nodes, id: string, order: Order, quantities: ReadonlyMap<string, number>): Node {
  const left = (line: OrderLine): number => quantities.get(line.id) ?? line.quantity
  const total = order.lines.reduce((sum, line) => sum + line.price * left(line), 0)
  return {
    orderEditSession: { id: id.replace('/CalculatedOrder/', '/OrderEditSession/') },
    calculatedOrder: {
      __typename: 'CalculatedOrder',
      id,
      committed: false,
      originalOrder: () => nodes.order(order),
      totalPriceSet: money(total),
      subtotalPriceSet: money(total),
      subtotalLineItemsQuantity: order.lines.reduce((sum, line) => sum + left(line), 0),
      lineItems: (paging: Paging) =>
        connection(
          order.lines.map(line => lineNode(line, quantities)),
          paging,
        ),
    },
  }
}

function lineNode(line: OrderLine, quantities: ReadonlyMap<string, number>): Node {
  const quantity = quantities.get(line.id) ?? line.quantity
  return {
    __typename: 'CalculatedLineItem',
    id: line.id.replace('/LineItem/', '/CalculatedLineItem/'),
    sku: line.sku,
    title: line.title,
    quantity,
    editableQuantity: quantity,
    editableQuantityBeforeChanges: line.quantity,
    restocking: quantity < line.quantity,
    originalUnitPriceSet: money(line.price),
  }
}
