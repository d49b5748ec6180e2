import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { ask, askUntil, type Ask } from '#console/api/client.ts'
import { useListed } from '#console/kit/command/listed.ts'

/** A page as the server sends it. */
export interface Slice<Row> {
  readonly data: readonly Row[]
  readonly has_more: boolean
  readonly next_cursor: string | null
  /** How many there are in all, where the server counts them. */
  readonly total?: number
}

/** A page of an action, which names its rows itself and the next page `nextCursor`, as the table takes it. */
export function sliceOf<Row>(
  rows: readonly Row[],
  { total, nextCursor }: { readonly total: number; readonly nextCursor: string | null },
): Slice<Row> {
  return { data: rows, has_more: nextCursor !== null, next_cursor: nextCursor, total }
}

/** A list that is read page by page, as the table takes it. */
export interface List<Row> {
  readonly rows: readonly Row[]
  readonly total: number | undefined
  readonly hasMore: boolean
  readonly isLoading: boolean
  readonly isLoadingMore: boolean
  /** Other filters are being read; the old rows still show. */
  readonly isStale: boolean
  readonly error: unknown
  more(): void
  retry(): void
  /** Any page of it, for what needs all rows: an export. */
  read(cursor: string | undefined): Promise<Slice<Row>>
}

/**
 * Reads a list by cursor. `key` names it with all its filters; rows of before stay while others are read. What reads it asks by `via`,
 * and nothing before that: so it is also known how somebody at a terminal would ask.
 */
export function useList<Row>(
  key: readonly unknown[],
  read: (cursor: string | undefined, via: Ask) => Promise<Slice<Row>>,
  /** What changes it: `case`, `approval` … as the stream of the server names them. */
  kinds: readonly string[] = [],
): List<Row> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => read(pageParam, askUntil(signal)),
    initialPageParam: firstPage,
    getNextPageParam: page => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    meta: { kinds },
  })
  useListed(via => read(undefined, via))
  const pages = query.data?.pages
  const rows = useMemo(() => pages?.flatMap(page => page.data) ?? [], [pages])
  return {
    rows,
    total: pages?.at(0)?.total,
    hasMore: query.hasNextPage,
    isLoading: query.isPending,
    isLoadingMore: query.isFetchingNextPage,
    isStale: query.isPlaceholderData,
    error: query.data === undefined ? query.error : null,
    more: () => void (query.hasNextPage && !query.isFetching && query.fetchNextPage()),
    retry: () => void query.refetch(),
    read: cursor => read(cursor, ask),
  }
}

const firstPage: string | undefined = undefined
