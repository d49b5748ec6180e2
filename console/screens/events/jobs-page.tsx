import { Box, Button, Card, Code, Group, Stack, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { CheckCircleIcon } from '@primer/octicons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useAccount } from '#console/api/account.ts'
import { ask } from '#console/api/client.ts'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { EmptyState } from '#console/kit/states/empty-state.tsx'
import { ErrorPanel } from '#console/kit/states/error-panel.tsx'
import { PageSkeleton } from '#console/kit/states/page-skeleton.tsx'
import { own as kit } from '#console/words/own.ts'
import { useDeadJobs, type Job } from './events.ts'
import { own } from './words/own.ts'

/** What was tried for hours and given up, with its reason. */
export function JobsPage() {
  const t = own.use()
  const say = kit.use()
  const list = useDeadJobs()
  return (
    <>
      <PageHeader title={t('jobs.title')} />
      <Box px="lg" pb="lg">
        {list.error !== null && <ErrorPanel error={list.error} onRetry={list.retry} />}
        {list.isLoading && <PageSkeleton />}
        {list.error === null && !list.isLoading && list.rows.length === 0 && (
          <EmptyState icon={CheckCircleIcon} title={t('jobs.none')} says={t('jobs.none.says')} />
        )}
        <Stack component="ul" gap="sm" p={0} m={0} aria-label={t('jobs.label')}>
          {list.rows.map(job => (
            <JobCard key={job.id} job={job} />
          ))}
        </Stack>
        {list.hasMore && (
          <Button variant="subtle" mt="sm" loading={list.isLoadingMore} onClick={list.more}>
            {say('table.more')}
          </Button>
        )}
      </Box>
    </>
  )
}

function JobCard({ job }: { readonly job: Job }) {
  const t = own.use()
  const { can } = useAccount()
  const queries = useQueryClient()
  const revive = useMutation({
    mutationFn: () => ask('POST', '/v1/dead-jobs/:job/replay', { params: { job: job.id } }),
    onSuccess: () => {
      notifications.show({ message: t('jobs.done') })
      return queries.invalidateQueries({ queryKey: ['dead-jobs'] })
    },
    onError: error => notifications.show({ color: 'red', message: error.message }),
  })
  return (
    <Card component="li" withBorder padding="md" style={{ listStyle: 'none' }}>
      <Group justify="space-between" align="start" gap="sm">
        <div style={{ flex: '1 1 16rem', minWidth: 0 }}>
          <Title order={2} size="h5">
            {job.queue}
          </Title>
          <Text size="sm">{job.reason}</Text>
          <Text size="xs" c="dimmed" mb={6}>
            {t('jobs.died')} <Time at={job.died_at} /> · {t('jobs.tries')} {job.tries}
          </Text>
          <Code block tabIndex={0}>
            {JSON.stringify(job.data, null, 2)}
          </Code>
        </div>
        {can('events:replay') && (
          <Button variant="default" loading={revive.isPending} onClick={() => revive.mutate()}>
            {t('jobs.again')}
          </Button>
        )}
      </Group>
    </Card>
  )
}
