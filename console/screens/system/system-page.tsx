import { Badge, Grid, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { Checks } from './checks.tsx'
import { Parts } from './parts.tsx'
import { Queues } from './queues.tsx'
import { systemQuery } from './system.ts'
import { Metrics, Versions } from './versions.tsx'
import { own } from './words/own.ts'

/** How this install fares, and on what it runs. */
export function SystemPage() {
  const t = own.use()
  const query = useQuery(systemQuery)
  return (
    <Read query={query}>
      {system => (
        <>
          <PageHeader
            title={t('title')}
            beside={<Verdict count={system.checks.filter(one => !one.is_good).length} />}
            back={{ to: '/settings', says: t('back') }}
          />
          <Grid px="lg" pb="lg" gap="md" maw={1280}>
            <Grid.Col span={{ base: 12, md: 7 }}>
              <Stack>
                <Checks checks={system.checks} />
                <Queues queues={system.queues} />
              </Stack>
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 5 }}>
              <Stack>
                <Parts system={system} />
                <Versions versions={system.versions} />
                <Metrics url={system.metrics_url} />
              </Stack>
            </Grid.Col>
          </Grid>
        </>
      )}
    </Read>
  )
}

function Verdict({ count }: { readonly count: number }) {
  const t = own.use()
  return (
    <Badge color={count === 0 ? 'teal' : 'orange'}>{count === 0 ? t('well') : t('unwell', { count })}</Badge>
  )
}
