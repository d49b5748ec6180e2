import { useIsFetching, useQueryClient, type QueryKey } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { PageSkeleton } from './page-skeleton.tsx'

/**
 * Parts of a page that read each for itself, shown when all have read for the first time, or failed: one after the other they would
 * move those below. `keys` are the names of what they read.
 */
export function Together({
  keys,
  children,
}: {
  readonly keys: readonly QueryKey[]
  readonly children: ReactNode
}) {
  const client = useQueryClient()
  // Asks to be drawn anew whenever a reading begins or ends.
  useIsFetching()
  const isThere = keys.every(key => (client.getQueryState(key)?.status ?? 'pending') !== 'pending')
  return (
    <>
      {!isThere && <PageSkeleton />}
      <div hidden={!isThere}>{children}</div>
    </>
  )
}
