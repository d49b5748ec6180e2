import type { Found } from '#console/kit/screen.ts'
import { tools } from './orders.ts'

/** More than these are better looked for in the list. */
const limit = 5

export async function ordersFound(search: string): Promise<Found[]> {
  const { orders } = await tools.read('find_orders', { search, limit })
  return orders.map(({ id, name, customerName, email }) => ({
    to: `/orders/${id}`,
    title: name,
    says: customerName ?? email,
  }))
}

export async function customersFound(search: string): Promise<Found[]> {
  const { customers } = await tools.read('find_customers', { search, limit })
  return customers.map(({ id, name, email }) => ({
    to: `/customers/${id}`,
    title: name ?? email ?? id,
    says: name === null ? null : email,
  }))
}

export async function customerCalled(id: string): Promise<string> {
  const { customer } = await tools.read('show_customer', { customer: id })
  return customer.name ?? customer.email ?? id
}
