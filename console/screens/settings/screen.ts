import { GearIcon } from '@primer/octicons-react'
import type { Screen } from '#console/kit/screen.ts'
import { own } from './words/own.ts'

export const screens: readonly Screen[] = [
  {
    path: '/settings',
    help: 'console#settings',
    load: async () => (await import('./settings-page.tsx')).SettingsPage,
    words: own,
    entry: { label: 'nav.settings', icon: GearIcon, order: 90, keys: 'g s' },
  },
  {
    path: '/settings/policies',
    help: 'policies',
    load: async () => (await import('./policies/policies-page.tsx')).PoliciesPage,
    words: own,
  },
  {
    path: '/settings/members',
    help: 'console#people',
    load: async () => (await import('./members/members-page.tsx')).MembersPage,
    words: own,
  },
  {
    path: '/settings/keys',
    help: 'console#api-keys',
    load: async () => (await import('./keys/keys-page.tsx')).KeysPage,
    words: own,
  },
  {
    path: '/settings/webhooks',
    help: 'webhooks',
    load: async () => (await import('./hooks/hooks-page.tsx')).HooksPage,
    words: own,
  },
  {
    path: '/settings/webhooks/$hook',
    help: 'webhooks',
    load: async () => (await import('./hooks/hook-page.tsx')).HookPage,
    words: own,
  },
]
