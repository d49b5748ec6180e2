import { words } from '#console/kit/words/words.ts'
import type { en } from './en.ts'

/** The texts about the install itself. */
export const own = words<typeof en>('system', {
  en: async () => (await import('./en.ts')).en,
  de: async () => (await import('./de.ts')).de,
})
