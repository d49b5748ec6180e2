import { queryOptions } from '@tanstack/react-query'
import { toolsOf } from '#console/api/tools.ts'
import { useList, type List } from '#console/kit/table/use-list.ts'
import type { OrdersAction } from '../actions.ts'

export const orders = toolsOf<OrdersAction>('orders')

/** An order as it is kept. */
export type Order = Awaited<ReturnType<typeof findOrders>>['orders'][number]
export type Customer = Awaited<ReturnType<typeof findCustomers>>['customers'][number]

export function useOrders(search: string | undefined): List<Order> {
  return useList(
    ['orders', 'list', search],
    async cursor => {
      const { orders: data, total, nextCursor } = await findOrders(search, cursor)
      return { data, total, has_more: nextCursor !== null, next_cursor: nextCursor }
    },
    ['order'],
  )
}

export function useCustomers(search: string | undefined): List<Customer> {
  return useList(
    ['customers', 'list', search],
    async cursor => {
      const { customers: data, total, nextCursor } = await findCustomers(search, cursor)
      return { data, total, has_more: nextCursor !== null, next_cursor: nextCursor }
    },
    ['customer'],
  )
}

export const orderQuery = (kept: string) =>
  queryOptions({
    queryKey: ['orders', 'one', kept],
    queryFn: () => orders.read('show_order', { kept }),
    meta: { kinds: ['order', 'case', 'write', 'approval', 'event'] },
  })

export const customerQuery = (customer: string) =>
  queryOptions({
    queryKey: ['customers', 'one', customer],
    queryFn: () => orders.read('show_customer', { customer }),
    meta: { kinds: ['customer', 'order'] },
  })

const asked = (search: string | undefined, cursor: string | undefined) => ({
  limit: 100,
  ...(search !== undefined && { search }),
  ...(cursor !== undefined && { cursor }),
})

function findOrders(search: string | undefined, cursor: string | undefined) {
  return orders.read('find_orders', asked(search, cursor))
}

function findCustomers(search: string | undefined, cursor: string | undefined) {
  return orders.read('find_customers', asked(search, cursor))
}
