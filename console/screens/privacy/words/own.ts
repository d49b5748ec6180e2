import { words } from '#console/kit/words/words.ts'
import type { en } from './en.ts'

/** The texts about what is held of people. */
export const own = words<typeof en>('privacy', {
  en: async () => (await import('./en.ts')).en,
  de: async () => (await import('./de.ts')).de,
})
