import type { QueryClient } from '@tanstack/react-query'
import { meQuery } from '#console/api/me.ts'
import { setTimes } from '#console/kit/words/formats.ts'
import { speak, spokenLanguage } from '#console/kit/words/words.ts'

/**
 * Speaks the language and shows times as the person has chosen, here or on another device; what this browser knows holds where nothing
 * was chosen, and while that cannot be read.
 */
export async function takePreferences(queries: QueryClient): Promise<void> {
  try {
    const { preferences } = await queries.ensureQueryData(meQuery)
    setTimes(preferences)
    const { language } = preferences
    if (language !== null && language !== spokenLanguage()) await speak(language)
  } catch {
    // Whoever is not let in learns it by what else the page asks.
  }
}
