import { PackageDependenciesIcon } from '@primer/octicons-react'
import type { Screen } from '#console/kit/screen.ts'
import { own as settingsWords } from './settings/words/own.ts'
import { own } from './words/own.ts'

export const screens: readonly Screen[] = [
  {
    path: '/backorders',
    load: async () => (await import('./cases-page.tsx')).CasesPage,
    words: own,
    entry: {
      label: 'nav.backorders',
      icon: PackageDependenciesIcon,
      order: 20,
      keys: 'g b',
      permission: 'cases:read',
    },
  },
  {
    path: '/backorders/settings',
    load: async () => (await import('./settings/settings-page.tsx')).SettingsPage,
    words: settingsWords,
  },
  {
    path: '/backorders/$case',
    load: async () => (await import('./case-page.tsx')).CasePage,
    words: own,
  },
]
