import { HomeIcon } from '@primer/octicons-react'
import type { Screen } from '#console/kit/screen.ts'
import { own } from './words/own.ts'

export const screens: readonly Screen[] = [
  {
    path: '/',
    help: 'console#home',
    load: async () => (await import('./home-page.tsx')).HomePage,
    words: own,
    entry: { label: 'nav.home', icon: HomeIcon, order: 0, keys: 'g h' },
  },
]
