import { useDebouncedValue } from '@mantine/hooks'
import { useQueries } from '@tanstack/react-query'
import { useAccount } from '#console/api/account.ts'
import type { Found, Things } from '#console/kit/screen.ts'
import { things } from '../screens.ts'

const pauseMs = 200

/** Single things by what was typed, asked when the person pauses: kind by kind, and whether all that was asked has been answered. */
export function useFound(asked: string): {
  readonly found: readonly { readonly kind: Things; readonly rows: readonly Found[] }[]
  readonly isSettled: boolean
} {
  const { can } = useAccount()
  const [paused] = useDebouncedValue(asked, pauseMs)
  const kinds = things.filter(({ permission }) => can(permission))
  const isWanted = asked.length > 1
  const queries = useQueries({
    queries: kinds.map(({ under, find }) => ({
      queryKey: ['palette', under, paused],
      queryFn: () => find(paused),
      enabled: isWanted && paused === asked,
      staleTime: 30_000,
      retry: false,
    })),
  })
  // What was found by fewer letters would be opened by Enter, and is not what was asked for.
  if (!isWanted) return { found: [], isSettled: true }
  if (paused !== asked) return { found: [], isSettled: false }
  const late = queries.findIndex(one => one.isLoading)
  return {
    // A kind that comes late comes below those that are there: what is shown does not move under whoever is choosing.
    found: kinds
      .slice(0, late < 0 ? kinds.length : late)
      .map((kind, at) => ({ kind, rows: queries[at]?.data ?? [] }))
      .filter(one => one.rows.length > 0),
    isSettled: late < 0,
  }
}
