import { PackageIcon, PeopleIcon } from '@primer/octicons-react'
import type { Screen } from '#console/kit/screen.ts'
import { own } from './words/own.ts'

export const screens: readonly Screen[] = [
  {
    path: '/orders',
    load: async () => (await import('./orders-page.tsx')).OrdersPage,
    words: own,
    entry: { label: 'nav.orders', icon: PackageIcon, order: 30, keys: 'g o', permission: 'act:personal' },
  },
  { path: '/orders/$order', load: async () => (await import('./order-page.tsx')).OrderPage, words: own },
  {
    path: '/customers',
    load: async () => (await import('./customers-page.tsx')).CustomersPage,
    words: own,
    entry: { label: 'nav.customers', icon: PeopleIcon, order: 40, keys: 'g c', permission: 'act:personal' },
  },
  {
    path: '/customers/$customer',
    load: async () => (await import('./customer-page.tsx')).CustomerPage,
    words: own,
  },
]
