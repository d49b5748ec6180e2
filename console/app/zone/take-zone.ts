import type { QueryClient } from '@tanstack/react-query'
import { meQuery } from '#console/api/me.ts'
import { setTimeZone } from '#console/kit/words/formats.ts'

/** Shows times in the zone that the person has chosen, here or on another device; what this browser knows holds while that cannot be read. */
export async function takeZone(queries: QueryClient): Promise<void> {
  try {
    const { preferences } = await queries.ensureQueryData(meQuery)
    setTimeZone(preferences.zone)
  } catch {
    // Whoever is not let in learns it by what else the page asks.
  }
}
