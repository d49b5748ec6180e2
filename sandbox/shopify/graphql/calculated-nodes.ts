import type { Order, OrderLine } from '../model/order.ts'
import type { Edit, Shop } from '../shop.ts'
import { money, type Node, type Nodes } from './node.ts'
import { connection, type Paging } from './paging.ts'

/** The working copy of an order that is being edited: what it would be, and would cost. */
export function calculated(shop: Shop, nodes: Nodes, id: string, order: Order, edit: Edit): Node {
  const left = (line: OrderLine): number => edit.quantities.get(line.id) ?? line.quantity
  const kept = order.lines.reduce((sum, line) => sum + line.price * left(line), 0)
  const added = [...edit.added].reduce((sum, [one, units]) => sum + shop.stock.variant(one).price * units, 0)
  return {
    orderEditSession: { id: id.replace('/CalculatedOrder/', '/OrderEditSession/') },
    calculatedOrder: {
      __typename: 'CalculatedOrder',
      id,
      committed: false,
      originalOrder: () => nodes.order(order),
      totalPriceSet: money(kept + added, order.payment),
      subtotalPriceSet: money(kept + added, order.payment),
      subtotalLineItemsQuantity: [...order.lines.map(left), ...edit.added.values()].reduce(
        (a, b) => a + b,
        0,
      ),
      lineItems: (paging: Paging) =>
        connection(
          order.lines.map(line => lineNode(line, edit)),
          paging,
        ),
    },
  }
}

export function lineNode(line: OrderLine, edit: Edit): Node {
  const quantity = edit.quantities.get(line.id) ?? line.quantity
  return {
    __typename: 'CalculatedLineItem',
    id: line.id.replace('/LineItem/', '/CalculatedLineItem/'),
    sku: line.sku,
    title: line.title,
    quantity,
    editableQuantity: quantity,
    editableQuantityBeforeChanges: line.quantity,
    restocking: quantity < line.quantity && !edit.lost.has(line.id),
    originalUnitPriceSet: money(line.price),
  }
}
