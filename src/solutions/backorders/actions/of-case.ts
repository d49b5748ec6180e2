import { z } from 'zod'

/** What names one case, for every action that is about one. */
export const OfCase = z.object({ case: z.string().max(64) })
