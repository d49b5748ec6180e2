import { QueryClient } from '@tanstack/react-query'
import { isProblem } from './problem.ts'

/** What was read stays on the screen while it is read again; only what may go better next time is tried again. */
export function openQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        refetchOnWindowFocus: true,
        retry: (count, error) => count < 2 && isProblem(error) && error.told.retryable,
        retryDelay: (count, error) =>
          isProblem(error) && error.retryAfterSeconds !== undefined
            ? error.retryAfterSeconds * 1000
            : 500 * 2 ** count,
      },
    },
  })
}
