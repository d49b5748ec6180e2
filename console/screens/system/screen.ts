import type { Screen } from '#console/kit/screen.ts'
import { own } from './words/own.ts'

export const screens: readonly Screen[] = [
  {
    path: '/settings/system',
    help: 'watching',
    load: async () => (await import('./system-page.tsx')).SystemPage,
    words: own,
  },
]
