import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorPanel } from './error-panel.tsx'
import { PageSkeleton } from './page-skeleton.tsx'

/** What a query read, or why it is not here. What was read before stays while it is read anew. */
export function Read<T>({
  query,
  children,
}: {
  readonly query: UseQueryResult<T>
  readonly children: (found: T) => ReactNode
}) {
  if (query.data !== undefined) return children(query.data)
  if (query.isError) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  return <PageSkeleton />
}
