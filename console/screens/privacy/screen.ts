import type { Screen } from '#console/kit/screen.ts'
import { own } from './words/own.ts'

export const screens: readonly Screen[] = [
  {
    path: '/settings/privacy',
    help: 'console#data-and-privacy',
    load: async () => (await import('./privacy-page.tsx')).PrivacyPage,
    words: own,
  },
]
