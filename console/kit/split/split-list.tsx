import { Button } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type ReactNode } from 'react'
import { ErrorPanel } from '#console/kit/states/error-panel.tsx'
import type { List } from '#console/kit/table/use-list.ts'
import { own } from '#console/words/own.ts'
import { SplitRow, type RowProps } from './split-row.tsx'
import { SplitSkeletons } from './split-skeletons.tsx'
import { useIsWide } from './use-is-wide.ts'
import classes from './split-page.module.css'

export interface SplitListProps<R> extends RowProps<R> {
  readonly label: string
  readonly list: List<R>
  readonly empty: ReactNode
}

/** Of a longer list only what is in sight is drawn. */
const mostDrawn = 100

/** The list of a split page. The row that is open is kept in sight. */
export function SplitList<R>(props: SplitListProps<R>) {
  const { label, list, current, idOf, empty } = props
  const t = own.use()
  const isWide = useIsWide()
  const scroller = useRef<HTMLDivElement>(null)
  const { rows } = list
  // On a phone the window scrolls, and the style sheet has the browser leave out what is far away.
  const isLong = isWide && rows.length > mostDrawn
  const virtual = useVirtualizer({
    count: rows.length,
    enabled: isLong,
    getScrollElement: () => scroller.current,
    getItemKey: at => (rows[at] === undefined ? at : idOf(rows[at])),
    estimateSize: () => 68,
    overscan: 10,
  })
  const { scrollToIndex } = virtual
  const place = useRef(-1)
  place.current = rows.findIndex(row => idOf(row) === current)
  // Only when another is opened: who has scrolled away is not called back by rows that come.
  useEffect(() => {
    if (isLong && place.current >= 0) scrollToIndex(place.current, { align: 'auto' })
    else scroller.current?.querySelector('[data-current]')?.scrollIntoView({ block: 'nearest' })
  }, [current, isLong, scrollToIndex])
  if (list.error) return <ErrorPanel error={list.error} onRetry={list.retry} />
  if (list.isLoading) return <SplitSkeletons />
  if (rows.length === 0) return empty
  const seen = isLong ? virtual.getVirtualItems() : undefined
  const before = seen?.at(0)?.start ?? 0
  const after = seen ? virtual.getTotalSize() - (seen.at(-1)?.end ?? 0) : 0
  const drawn = seen?.map(({ index }) => index) ?? [...rows.keys()]
  return (
    <div
      ref={scroller}
      className={classes['rows']}
      data-stale={list.isStale || undefined}
      style={isLong ? { overflowAnchor: 'none' } : {}}
    >
      <ul aria-label={label} style={{ paddingTop: before, paddingBottom: after }}>
        {drawn.map(index => {
          const row = rows[index]
          return row === undefined ? null : (
            <SplitRow
              key={idOf(row)}
              {...props}
              row={row}
              place={{ index, of: rows.length }}
              {...(isLong && { measure: virtual.measureElement })}
            />
          )
        })}
      </ul>
      {list.hasMore && (
        <div className={classes['row']}>
          <Button variant="subtle" fullWidth loading={list.isLoadingMore} onClick={list.more}>
            {t('table.more')}
          </Button>
        </div>
      )}
    </div>
  )
}
