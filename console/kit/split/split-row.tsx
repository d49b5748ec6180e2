import { Checkbox } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode, Ref } from 'react'
import classes from './split-page.module.css'

/** How a row looks: its name, what stands at the end of the first line, and a second line. */
export interface RowWords {
  readonly title: string
  readonly beside?: ReactNode
  readonly below?: ReactNode
}

export interface RowProps<R> {
  /** The row that is open. */
  readonly current: string | undefined
  idOf(row: R): string
  linkTo(row: R): string
  show(row: R): RowWords
  /** Rows that are selected, where several can be. */
  readonly marked?: ReadonlySet<string>
  onMark?(id: string): void
}

/** One row of a split page's list. */
export function SplitRow<R>({
  row,
  place,
  measure,
  current,
  idOf,
  linkTo,
  show,
  marked,
  onMark,
}: RowProps<R> & {
  readonly row: R
  readonly place: { readonly index: number; readonly of: number }
  readonly measure?: Ref<HTMLLIElement>
}) {
  const id = idOf(row)
  const { title, beside, below } = show(row)
  const isCurrent = id === current
  return (
    <li
      ref={measure ?? null}
      className={classes['row']}
      data-index={place.index}
      data-current={isCurrent || undefined}
      {...(measure && { 'aria-setsize': place.of, 'aria-posinset': place.index + 1 })}
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
          <Link to={linkTo(row)} className={classes['link']} aria-current={isCurrent ? 'true' : undefined}>
            {title}
          </Link>
          {beside}
        </div>
        {below}
      </div>
    </li>
  )
}
