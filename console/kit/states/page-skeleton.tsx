import { Skeleton, Stack } from '@mantine/core'
import { own } from '#console/words/own.ts'
import { AfterAMoment } from './after-a-moment.tsx'

/** The shape of a page that is on its way: its title, then lines. */
export function PageSkeleton({ lines = 6 }: { readonly lines?: number }) {
  const t = own.use()
  return (
    <AfterAMoment>
      <Stack p="lg" gap="md" role="status" aria-label={t('table.loading')}>
        <Skeleton h={28} w={220} />
        {Array.from({ length: lines }, (_, at) => (
          <Skeleton key={at} h={18} w={`${90 - (at % 3) * 14}%`} />
        ))}
      </Stack>
    </AfterAMoment>
  )
}
