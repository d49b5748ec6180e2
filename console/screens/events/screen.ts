import { AlertIcon, InboxIcon } from '@primer/octicons-react'
import type { Screen } from '#console/kit/screen.ts'
import { own } from './words/own.ts'

const load = async () => (await import('./events-page.tsx')).EventsPage

export const screens: readonly Screen[] = [
  {
    path: '/events',
    help: 'console#events-and-jobs',
    load,
    words: own,
    entry: { label: 'nav.events', icon: InboxIcon, order: 75, keys: 'g e', permission: 'events:read' },
  },
  { path: '/events/$event', help: 'console#events-and-jobs', load, words: own },
  {
    path: '/jobs',
    help: 'console#events-and-jobs',
    load: async () => (await import('./jobs-page.tsx')).JobsPage,
    words: own,
    entry: { label: 'nav.jobs', icon: AlertIcon, order: 76, keys: 'g j', permission: 'events:read' },
  },
]
