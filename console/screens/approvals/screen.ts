import { ChecklistIcon } from '@primer/octicons-react'
import type { Screen } from '#console/kit/screen.ts'
import { own } from './words/own.ts'

const load = async () => (await import('./approvals-page.tsx')).ApprovalsPage

export const screens: readonly Screen[] = [
  {
    path: '/approvals',
    help: 'approvals',
    load,
    words: own,
    entry: {
      label: 'nav.approvals',
      icon: ChecklistIcon,
      order: 10,
      keys: 'g a',
      permission: 'approvals:read',
    },
  },
  { path: '/approvals/$approval', help: 'approvals', load, words: own },
]
