import { Button, Checkbox } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, type ReactNode } from 'react'
import { ErrorPanel } from '#console/kit/states/error-panel.tsx'
import { PageSkeleton } from '#console/kit/states/page-skeleton.tsx'
import type { List } from '#console/kit/table/use-list.ts'
import { own } from '#console/words/own.ts'
import classes from './split-page.module.css'

/** How a row looks: its name, what stands at the end of the first line, and a second line. */
export interface RowWords {
  readonly title: string
  readonly beside?: ReactNode
  readonly below?: ReactNode
}

export interface SplitListProps<R> {
  readonly label: string
  readonly list: List<R>
  /** The row that is open. */
  readonly current: string | undefined
  idOf(row: R): string
  linkTo(row: R): string
  show(row: R): RowWords
  /** Rows that are selected, where several can be. */
  readonly marked?: ReadonlySet<string>
  onMark?(id: string): void
  readonly empty: ReactNode
}

/** The list of a split page. The row that is open is kept in sight. */
export function SplitList<R>(props: SplitListProps<R>) {
  const { label, list, current, idOf, linkTo, show, marked, onMark, empty } = props
  const t = own.use()
  const open = useRef<HTMLLIElement>(null)
  useEffect(() => {
    // In braces: it gives a promise in newer browsers, which is no clean-up.
    open.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  if (list.error) return <ErrorPanel error={list.error} onRetry={list.retry} />
  if (list.isLoading) return <PageSkeleton lines={8} />
  if (list.rows.length === 0) return empty
  return (
    <ul className={classes['rows']} aria-label={label} data-stale={list.isStale || undefined}>
      {list.rows.map(row => {
        const id = idOf(row)
        const { title, beside, below } = show(row)
        const isCurrent = id === current
        return (
          <li
            key={id}
            ref={isCurrent ? open : null}
            className={classes['row']}
            data-current={isCurrent || undefined}
          >
            {onMark && (
              <Checkbox
                className={classes['mark'] ?? ''}
                aria-label={title}
                checked={marked?.has(id) ?? false}
                onChange={() => onMark(id)}
              />
            )}
            <div className={classes['words']}>
              <div className={classes['line']}>
                <Link
                  to={linkTo(row)}
                  className={classes['link']}
                  aria-current={isCurrent ? 'true' : undefined}
                >
                  {title}
                </Link>
                {beside}
              </div>
              {below}
            </div>
          </li>
        )
      })}
      {list.hasMore && (
        <li className={classes['row']}>
          <Button variant="subtle" fullWidth loading={list.isLoadingMore} onClick={list.more}>
            {t('table.more')}
          </Button>
        </li>
      )}
    </ul>
  )
}
