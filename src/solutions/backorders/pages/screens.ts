import { PackageDependenciesIcon, RocketIcon } from '@primer/octicons-react'
import type { Screen, Things } from '#console/kit/screen.ts'
import { own as settingsWords } from './settings/words/own.ts'
import { own as connections } from '#console/screens/connections/words/own.ts'
import { own as setup } from './setup/words/own.ts'
import { own } from './words/own.ts'

export const screens: readonly Screen[] = [
  {
    path: '/setup',
    help: 'console#setup-guide',
    load: async () => (await import('./setup/setup-page.tsx')).SetupPage,
    // It shows parts of the connections' screens, which speak their own words.
    words: {
      name: setup.name,
      load: async language => void (await Promise.all([setup.load(language), connections.load(language)])),
    },
    entry: { label: 'nav.setup', icon: RocketIcon, order: 95, permission: 'connections:write' },
  },
  {
    path: '/backorders',
    help: 'console#backorders',
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
    help: 'console#backorder-settings',
    load: async () => (await import('./settings/settings-page.tsx')).SettingsPage,
    words: settingsWords,
  },
  {
    path: '/backorders/$case',
    help: 'console#backorders',
    thing: 'by title',
    load: async () => (await import('./case-page.tsx')).CasePage,
    words: own,
  },
]

export const things: readonly Things[] = [
  {
    label: 'nav.backorders',
    icon: PackageDependenciesIcon,
    permission: 'cases:read',
    order: 30,
    under: '/backorders/',
    find: async sought => (await import('./find.ts')).casesFound(sought),
  },
]
