import { PlugIcon } from '@primer/octicons-react'
import type { Screen } from '#console/kit/screen.ts'
import { own } from './words/own.ts'

export const screens: readonly Screen[] = [
  {
    path: '/connections',
    help: 'console#connections',
    load: async () => (await import('./connections-page.tsx')).ConnectionsPage,
    words: own,
    entry: {
      label: 'nav.connections',
      icon: PlugIcon,
      order: 70,
      keys: 'g c',
      permission: 'connections:read',
    },
  },
  {
    path: '/connections/new',
    help: 'console#connections',
    load: async () => (await import('./new/choose-page.tsx')).ChoosePage,
    words: own,
  },
  {
    path: '/connections/new/$connector',
    help: 'console#connections',
    load: async () => (await import('./new/connect-page.tsx')).ConnectPage,
    words: own,
  },
  {
    path: '/connections/$connection',
    help: 'console#connections',
    load: async () => (await import('./connection-page.tsx')).ConnectionPage,
    words: own,
  },
]
