import { words } from '#console/kit/words/words.ts'
import type { en } from './en.ts'

/** The texts of all settings of the account. */
export const own = words<typeof en>('settings', {
  en: async () => (await import('./en.ts')).en,
  de: async () => (await import('./de.ts')).de,
})
