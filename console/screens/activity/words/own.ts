import { words } from '#console/kit/words/words.ts'
import type { en } from './en.ts'

/** The texts of what was done. */
export const own = words<typeof en>('activity', {
  en: async () => (await import('./en.ts')).en,
  de: async () => (await import('./de.ts')).de,
})
