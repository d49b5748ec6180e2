import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, type CSSProperties, type ReactNode } from 'react'
import { ErrorPanel } from '#console/kit/states/error-panel.tsx'
import { useIsWide } from '#console/kit/split/use-is-wide.ts'
import { own } from '#console/words/own.ts'
import type { Column, Sort } from './column.ts'
import classes from './table.module.css'
import { Head } from './head.tsx'
import { Row } from './row.tsx'
import { RowSkeletons } from './row-skeletons.tsx'
import { useCursor } from './use-cursor.ts'
import type { List } from './use-list.ts'
import type { Selection } from './use-selection.ts'

export interface DataTableProps<R> {
  /** What is listed, for those who hear it. */
  readonly label: string
  readonly list: List<R>
  readonly columns: readonly Column<R>[]
  idOf(row: R): string
  /** Where a row leads. */
  linkTo(row: R): string
  readonly sort?: Sort
  onSort?(sort: Sort): void
  /** From `useSelection`; rows then have boxes, and keys that tick them. */
  readonly selection?: Selection
  /** What stands here when there is nothing: NoMatch under filters, EmptyState at first. */
  readonly empty: ReactNode
}

/** A long list: only what is in sight is drawn, the next page is read before its end is reached, and sorting is the server's work. */
export function DataTable<R>(props: DataTableProps<R>) {
  const { label, list, columns, idOf, linkTo, sort, onSort, empty, selection } = props
  const t = own.use()
  const scroller = useRef<HTMLDivElement>(null)
  const { rows, hasMore, more } = list
  const isWide = useIsWide()
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: at => keyAt(rows, at, idOf),
    estimateSize: () => (isWide ? 44 : 88),
    overscan: 12,
  })
  const seen = virtual.getVirtualItems()
  const last = seen.at(-1)?.index ?? -1
  useEffect(() => {
    if (hasMore && last >= rows.length - 20) more()
  }, [hasMore, last, rows.length, more])
  const ids = useMemo(() => rows.map(idOf), [rows, idOf])
  const here = useCursor({
    ids,
    linkOf: id => {
      const row = rows[ids.indexOf(id)]
      return row === undefined ? undefined : linkTo(row)
    },
    selection,
    show: virtual.scrollToIndex,
  })
  if (list.error) return <ErrorPanel error={list.error} onRetry={list.retry} />
  if (!list.isLoading && rows.length === 0) return empty
  const template: CSSProperties & Record<`--${string}`, string> = {
    '--columns': [
      ...(selection ? ['1.25rem'] : []),
      ...columns.map(({ width }) => width ?? 'minmax(0, 1fr)'),
    ].join(' '),
  }
  return (
    <div
      ref={scroller}
      className={classes['scroller']}
      data-stale={list.isStale || undefined}
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <div
        role="table"
        aria-label={label}
        aria-rowcount={list.total ?? (hasMore ? -1 : rows.length + 1)}
        style={template}
      >
        <Head columns={columns} sort={sort} onSort={onSort} selection={selection} ids={ids} />
        {list.isLoading ? (
          <RowSkeletons columns={columns.length} />
        ) : (
          <div role="rowgroup" className={classes['body']} style={{ height: virtual.getTotalSize() }}>
            {seen.map(({ index, key, start }) => {
              const row = rows[index]
              return row === undefined ? null : (
                <Row
                  key={key}
                  ref={virtual.measureElement}
                  row={row}
                  index={index}
                  start={start}
                  columns={columns}
                  to={linkTo(row)}
                  id={idOf(row)}
                  isHere={idOf(row) === here}
                  selection={selection}
                />
              )
            })}
          </div>
        )}
      </div>
      {list.isLoadingMore && (
        <div role="status" className={classes['more']}>
          {t('table.loading')}…
        </div>
      )}
    </div>
  )
}

function keyAt<R>(rows: readonly R[], at: number, idOf: (row: R) => string): string | number {
  const row = rows[at]
  return row === undefined ? at : idOf(row)
}
