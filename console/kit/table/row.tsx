import { Link } from '@tanstack/react-router'
import type { Ref } from 'react'
import type { Column } from './column.ts'
import classes from './table.module.css'

/** One row. Its first cell is the link; the whole row takes its click. */
export function Row<R>({
  row,
  index,
  start,
  columns,
  to,
  ref,
}: {
  readonly row: R
  readonly index: number
  readonly start: number
  readonly columns: readonly Column<R>[]
  readonly to: string
  readonly ref: Ref<HTMLDivElement>
}) {
  return (
    <div
      ref={ref}
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      className={`${classes['row']} ${classes['entry']}`}
      style={{ transform: `translateY(${start}px)` }}
    >
      {columns.map(({ id, cell, align, phone }, at) => (
        <div
          key={id}
          role="cell"
          className={classes['cell']}
          data-align={align}
          data-phone={at === 0 ? 'lead' : (phone ?? 'below')}
        >
          {at === 0 ? (
            <Link to={to} className={classes['link']}>
              {cell(row)}
            </Link>
          ) : (
            cell(row)
          )}
        </div>
      ))}
    </div>
  )
}
