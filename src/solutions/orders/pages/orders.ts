import { queryOptions } from '@tanstack/react-query'
import type { Ask } from '#console/api/client.ts'
import { toolsOf } from '#console/api/tools.ts'
import { sliceOf, useList, type List } from '#console/kit/table/use-list.ts'
import type { LiveOrder, OrdersAction } from '../actions.ts'

export const tools = toolsOf<OrdersAction>('orders')

/** An order as it was last told. */
export type Order = Awaited<ReturnType<typeof readOrders>>['orders'][number]
export type Customer = Awaited<ReturnType<typeof readCustomers>>['customers'][number]
/** One thing that came about around an order. */
export type Moment = Awaited<ReturnType<typeof readOrder>>['timeline'][number]
/** One piece of work that must leave one place. */
export type Work = Awaited<ReturnType<typeof readLive>>['order']['fulfillmentOrders'][number]

export function useOrders(search: string): List<Order> {
  return useList(
    ['orders', 'list', search],
    async (cursor, via) => {
      const page = await readOrders(search, cursor, via)
      return sliceOf(page.orders, page)
    },
    ['order'],
  )
}

export function useCustomers(search: string): List<Customer> {
  return useList(
    ['orders', 'customers', search],
    async (cursor, via) => {
      const page = await readCustomers(search, cursor, via)
      return sliceOf(page.customers, page)
    },
    ['customer'],
  )
}

export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: ['orders', 'order', id],
    queryFn: () => readOrder(id),
    meta: { kinds: ['order', 'case', 'write', 'approval'] },
  })

/** The order as its platform has it at this moment: what is left to fulfil. */
export const liveQuery = (connector: string, { order, connection }: Pick<Order, 'order' | 'connection'>) =>
  queryOptions({
    queryKey: ['orders', 'live', connector, connection, order],
    queryFn: () => readLive(connector, order, connection),
    meta: { kinds: ['order', 'write'] },
  })

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: ['orders', 'customer', id],
    queryFn: () => tools.read('show_customer', { customer: id }),
    meta: { kinds: ['order', 'customer'] },
  })

const readOrder = (id: string) => tools.read('show_order', { kept: id })

function readOrders(search: string, cursor: string | undefined, via?: Ask) {
  return tools.read('find_orders', asked(search, cursor), via)
}

function readCustomers(search: string, cursor: string | undefined, via?: Ask) {
  return tools.read('find_customers', asked(search, cursor), via)
}

function readLive(connector: string, order: string, connection: string) {
  const input: { order: string; connection: string } = { order, connection }
  return toolsOf<LiveOrder>(connector).read('get_order', input)
}

function asked(search: string, cursor: string | undefined) {
  return { limit: 100, ...(search !== '' && { search }), ...(cursor !== undefined && { cursor }) }
}
