import type { Shop } from '../shop.ts'
import type { Nodes } from './node.ts'
import { orderNodes } from './order-nodes.ts'
import { stockNodes } from './stock-nodes.ts'
import { workNodes } from './work-nodes.ts'

/** Nodes name each other in circles, so each part gets the whole. */
export function nodesOf(shop: Shop): Nodes {
  const whole = (): Nodes => nodes
  const nodes: Nodes = { ...stockNodes(shop, whole), ...orderNodes(whole), ...workNodes(shop, whole) }
  return nodes
}
