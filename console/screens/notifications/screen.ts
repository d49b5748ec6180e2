import type { Screen } from '#console/kit/screen.ts'
import { own } from './words/own.ts'

export const screens: readonly Screen[] = [
  {
    path: '/notifications',
    help: 'console#notifications',
    load: async () => (await import('./notifications-page.tsx')).NotificationsPage,
    words: own,
  },
]
