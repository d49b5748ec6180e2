import { Skeleton, Stack } from '@mantine/core'
import { AfterAMoment } from '#console/kit/states/after-a-moment.tsx'
import { own } from '#console/words/own.ts'
import classes from './split-page.module.css'

/** Rows in their final shape, until the first page of a split page's list is here. */
export function SplitSkeletons() {
  const t = own.use()
  return (
    <AfterAMoment>
      <div className={classes['rows']} role="status" aria-label={t('table.loading')}>
        {Array.from({ length: 8 }, (_row, at) => (
          <Stack key={at} className={classes['row'] ?? ''} gap={10}>
            <Skeleton h={14} w={`${70 - (at % 3) * 12}%`} />
            <Skeleton h={10} w={`${55 - ((at + 1) % 3) * 10}%`} />
          </Stack>
        ))}
      </div>
    </AfterAMoment>
  )
}
