import { Checkbox, UnstyledButton } from '@mantine/core'
import { ArrowDownIcon, ArrowUpIcon } from '@primer/octicons-react'
import { own } from '#console/words/own.ts'
import { directionOf, nextSort, type Column, type Sort } from './column.ts'
import type { Selection } from './use-selection.ts'
import classes from './table.module.css'

export function Head<R>({
  columns,
  sort,
  onSort,
  selection,
  ids,
}: {
  readonly columns: readonly Column<R>[]
  readonly sort: Sort
  readonly onSort: ((sort: Sort) => void) | undefined
  readonly selection: Selection | undefined
  readonly ids: readonly string[]
}) {
  const t = own.use()
  return (
    <div role="rowgroup" className={classes['head']}>
      <div role="row" aria-rowindex={1} className={classes['row']}>
        {selection && (
          <div role="columnheader" className={classes['box']}>
            <Checkbox
              size="xs"
              aria-label={t('bulk.page')}
              checked={ids.length > 0 && selection.ids.size >= ids.length}
              indeterminate={selection.ids.size > 0 && selection.ids.size < ids.length}
              onChange={() => (selection.ids.size >= ids.length ? selection.clear() : selection.select(ids))}
            />
          </div>
        )}
        {columns.map(({ id, title, align, sort: by }) => {
          const direction = directionOf(sort, by)
          return (
            <div
              key={id}
              role="columnheader"
              aria-sort={direction}
              className={classes['cell']}
              data-align={align}
            >
              {by === undefined || !onSort ? (
                title
              ) : (
                <UnstyledButton
                  className={classes['sort']}
                  onClick={() => onSort(nextSort(sort, by))}
                  aria-label={t('table.sort', { column: title })}
                >
                  {title}
                  {direction === 'ascending' && <ArrowUpIcon size={12} />}
                  {direction === 'descending' && <ArrowDownIcon size={12} />}
                </UnstyledButton>
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}
