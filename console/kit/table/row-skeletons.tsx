import { Skeleton } from '@mantine/core'
import { AfterAMoment } from '#console/kit/states/after-a-moment.tsx'
import classes from './table.module.css'

/** Rows in their final shape, until the first page is here. */
export function RowSkeletons({ columns }: { readonly columns: number }) {
  return (
    <AfterAMoment>
      <div aria-hidden="true">
        {Array.from({ length: 10 }, (_row, at) => (
          <div key={at} className={classes['row']}>
            {Array.from({ length: columns }, (_cell, place) => (
              <div key={place} className={classes['cell']}>
                <Skeleton h={14} w={`${80 - ((at + place) % 3) * 18}%`} />
              </div>
            ))}
          </div>
        ))}
      </div>
    </AfterAMoment>
  )
}
