import { Box, Button, Group, SegmentedControl, Stack } from '@mantine/core'
import { PulseIcon, XIcon } from '@primer/octicons-react'
import { AfterAMoment } from '#console/kit/states/after-a-moment.tsx'
import { EmptyState } from '#console/kit/states/empty-state.tsx'
import { ErrorPanel } from '#console/kit/states/error-panel.tsx'
import { NoMatch } from '#console/kit/states/no-match.tsx'
import { PageSkeleton } from '#console/kit/states/page-skeleton.tsx'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { useAddress } from '#console/kit/table/use-address.ts'
import { DeedCard } from './deed-card.tsx'
import { isWhose, useDeeds, whose } from './deeds.ts'
import { Verify } from './verify.tsx'
import { own } from './words/own.ts'

/** What was done here, by people, solutions, agents and keys: with why, with what it changed, and with a way back. */
export function ActivityPage() {
  const t = own.use()
  const [{ by: asked, actor }, change] = useAddress()
  const by = isWhose(asked) ? asked : 'all'
  const list = useDeeds(by, actor)
  return (
    <>
      <PageHeader title={t('title')}>
        <Verify />
      </PageHeader>
      <Group px="lg" pb="sm" gap="sm">
        <Box style={{ overflowX: 'auto' }}>
          <SegmentedControl
            aria-label={t('by')}
            value={by}
            onChange={value => change({ by: value === 'all' ? undefined : value, actor: undefined })}
            data={whose.map(value => ({ value, label: t(`by.${value}`) }))}
          />
        </Box>
        {actor !== undefined && (
          <Button
            size="xs"
            variant="light"
            rightSection={<XIcon size={14} />}
            onClick={() => change({ actor: undefined })}
          >
            {t('only', { actor: list.rows.at(0)?.name ?? actor })}
          </Button>
        )}
      </Group>
      <Stack px="lg" pb="lg" gap="xs" maw={920} component="ol" style={{ listStyle: 'none', margin: 0 }}>
        {list.rows.map(deed => (
          <DeedCard key={deed.seq} deed={deed} onOnly={() => change({ actor: deed.actor, by: undefined })} />
        ))}
      </Stack>
      {list.isLoading && (
        <AfterAMoment>
          <PageSkeleton />
        </AfterAMoment>
      )}
      {list.error !== null && <ErrorPanel error={list.error} onRetry={list.retry} />}
      {!list.isLoading && list.error === null && list.rows.length === 0 && (
        <>
          {by === 'all' && actor === undefined ? (
            <EmptyState icon={PulseIcon} title={t('none')} says={t('none.says')} />
          ) : (
            <NoMatch onClear={() => change({ by: undefined, actor: undefined })} />
          )}
        </>
      )}
      {list.hasMore && (
        <Group justify="center" pb="lg">
          <Button variant="default" loading={list.isLoadingMore} onClick={list.more}>
            {t('more')}
          </Button>
        </Group>
      )}
    </>
  )
}
