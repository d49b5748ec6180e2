import { PulseIcon } from '@primer/octicons-react'
import type { Screen } from '#console/kit/screen.ts'
import { own } from './words/own.ts'

export const screens: readonly Screen[] = [
  {
    path: '/activity',
    help: 'audit',
    load: async () => (await import('./activity-page.tsx')).ActivityPage,
    words: own,
    entry: { label: 'nav.activity', icon: PulseIcon, order: 80, keys: 'g l', permission: 'audit:read' },
  },
]
