import { PackageIcon, PeopleIcon } from '@primer/octicons-react'
import type { Screen, Things } from '#console/kit/screen.ts'
import { own } from './words/own.ts'

// As their actions: risk `personal`.
const permission = 'act:personal'

export const screens: readonly Screen[] = [
  {
    path: '/orders',
    help: 'console#orders',
    load: async () => (await import('./orders-page.tsx')).OrdersPage,
    words: own,
    entry: { label: 'nav.orders', icon: PackageIcon, order: 30, keys: 'g o', permission },
  },
  {
    path: '/orders/$order',
    help: 'orders',
    thing: 'by title',
    load: async () => (await import('./order/order-page.tsx')).OrderPage,
    words: own,
  },
  {
    path: '/customers',
    help: 'console#customers',
    load: async () => (await import('./customers-page.tsx')).CustomersPage,
    words: own,
    entry: { label: 'nav.customers', icon: PeopleIcon, order: 31, keys: 'g u', permission },
  },
  {
    path: '/customers/$customer',
    help: 'console#customers',
    thing: 'by address',
    load: async () => (await import('./customer-page.tsx')).CustomerPage,
    words: own,
  },
]

export const things: readonly Things[] = [
  {
    label: 'nav.orders',
    icon: PackageIcon,
    permission,
    order: 10,
    under: '/orders/',
    find: async sought => (await import('./find.ts')).ordersFound(sought),
  },
  {
    label: 'nav.customers',
    icon: PeopleIcon,
    permission,
    order: 20,
    under: '/customers/',
    find: async sought => (await import('./find.ts')).customersFound(sought),
    name: async id => (await import('./find.ts')).customerCalled(id),
  },
]
