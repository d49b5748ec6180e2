import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { useIsWide } from './use-is-wide.ts'

/**
 * Moves through the rows of a split page by their addresses: the next, the one before, and the one that takes the place of a row that
 * goes. On a desk something is always open; a phone begins with the list.
 */
export function useNeighbours({
  ids,
  current,
  linkOf,
}: {
  readonly ids: readonly string[]
  /** The row that is open, by the address. */
  readonly current: string | undefined
  linkOf(id: string | undefined): string
}) {
  const navigate = useNavigate()
  const isWide = useIsWide()
  const at = current === undefined ? -1 : ids.indexOf(current)
  const open = useCallback(
    (id: string | undefined) => void navigate({ to: linkOf(id), search: true, replace: true }),
    [navigate, linkOf],
  )
  const [first] = ids
  useEffect(() => {
    if (isWide && current === undefined && first !== undefined) open(first)
  }, [isWide, current, first, open])
  const step = useCallback(
    (by: number) => {
      const to = ids[Math.min(Math.max(at + by, 0), ids.length - 1)]
      if (to !== undefined) open(to)
    },
    [ids, at, open],
  )
  /** Opens what comes after the open row; the one before where it was the last, none where it was the only one. */
  const leave = useCallback(() => open(ids[at + 1] ?? (at > 0 ? ids[at - 1] : undefined)), [ids, at, open])
  return { step, leave, open, isWide }
}
