import { QuestionIcon } from '@primer/octicons-react'
import type { Screen } from '#console/kit/screen.ts'
import { own } from './words/own.ts'

const load = async () => (await import('./writes-page.tsx')).WritesPage

export const screens: readonly Screen[] = [
  {
    path: '/writes',
    help: 'approvals#when-nobody-can-tell',
    load,
    words: own,
    entry: { label: 'nav.writes', icon: QuestionIcon, order: 60, keys: 'g w', permission: 'intents:read' },
  },
  { path: '/writes/$write', help: 'approvals#when-nobody-can-tell', load, words: own },
]
