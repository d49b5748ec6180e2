import { Checkbox } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Ref } from 'react'
import { own } from '#console/words/own.ts'
import type { Column } from './column.ts'
import type { Selection } from './use-selection.ts'
import classes from './table.module.css'

/** One row. Its first cell is the link; the whole row takes its click. */
export function Row<R>({
  row,
  index,
  start,
  columns,
  to,
  id,
  isHere,
  selection,
  ref,
}: {
  readonly row: R
  readonly index: number
  readonly start: number
  readonly columns: readonly Column<R>[]
  readonly to: string
  readonly id: string
  readonly isHere: boolean
  readonly selection: Selection | undefined
  readonly ref: Ref<HTMLDivElement>
}) {
  const t = own.use()
  return (
    <div
      ref={ref}
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      data-here={isHere || undefined}
      data-selected={selection?.ids.has(id) || undefined}
      className={`${classes['row']} ${classes['entry']}`}
      style={{ transform: `translateY(${start}px)` }}
    >
      {selection && (
        <div role="cell" className={classes['box']}>
          <Checkbox
            size="xs"
            aria-label={t('bulk.row', { row: columns[0]?.text?.(row) ?? id })}
            checked={selection.isAllMatching || selection.ids.has(id)}
            onChange={() => selection.toggle(id)}
          />
        </div>
      )}
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
